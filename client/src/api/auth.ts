import { fromResponse, UnreachableError } from './api-error.ts';

/** Signs in with email and password; rejects with `badCredentials`, `tooManyRequests` and the like. */
export async function signIn(email: string, password: string): Promise<void> {
  await post('/api/auth/sign-in/email', { email, password });
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
}

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
  if (!response.ok) throw await fromResponse(response);
}
