import type { ErrorCode } from '#shared/contract/errors.ts';
import { ERRORS } from '#shared/contract/errors.ts';
import { ApiError, UnreachableError } from './api-error.ts';

/** Signs in with email and password; rejects with `badCredentials`, `tooManyRequests` and the like. */
export async function signIn(email: string, password: string): Promise<void> {
  await post('/api/auth/sign-in/email', { email, password });
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
}

/** better-auth answers in its own shape; only the status counts here. */
async function post(path: string, body: Record<string, string>): Promise<void> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw new UnreachableError('no answer', { cause: error });
  }
  if (response.ok) return;
  const code = codeOf(response.status);
  const retryAfter = Number(response.headers.get('retry-after') ?? response.headers.get('x-retry-after'));
  throw new ApiError({
    type: 'about:blank',
    code,
    title: code,
    status: ERRORS[code].status,
    requestId: response.headers.get('x-request-id') ?? '',
    ...(retryAfter > 0 ? { retryAfterMs: retryAfter * 1_000 } : {}),
  });
}

function codeOf(status: number): ErrorCode {
  if (status === 400 || status === 401 || status === 422) return 'badCredentials';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'tooManyRequests';
  if (status === 503) return 'unavailable';
  return 'internal';
}
