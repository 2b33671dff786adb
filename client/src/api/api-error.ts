import { ERRORS, type ErrorCode, isErrorCode, type Problem } from '#shared/contract/errors.ts';

/** An answer of the server that says no: over HTTP a problem document, over the socket a refusal. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  /** Whether the same request may succeed later unchanged. */
  readonly retryable: boolean;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.title}`);
    this.code = problem.code;
    this.retryable = ERRORS[problem.code].retryable;
    this.problem = problem;
  }
}

/** No answer came: the network is down, the server is away, or it answered with something else than our own words. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** What the words for people are looked up by. */
export type TroubleCode = ErrorCode | 'unreachable' | 'unexpected';

/** The code of whatever was thrown. */
export function troubleOf(error: unknown): TroubleCode {
  if (error instanceof ApiError) return error.code;
  if (error instanceof UnreachableError) return 'unreachable';
  return 'unexpected';
}

/** Makes an `ApiError` from a refused socket order. */
export function fromRefusal(refusal: {
  code: ErrorCode;
  requestId: string;
  retryAfterMs?: number;
  fields?: string[];
}): ApiError {
  const { code, requestId, retryAfterMs, fields } = refusal;
  return new ApiError({
    type: 'about:blank',
    code,
    title: code,
    status: ERRORS[code].status,
    requestId,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(fields === undefined ? {} : { fields }),
  });
}

/** Reads a refused HTTP answer; what is no problem document of ours becomes the nearest thing that can be said of it. */
export async function fromResponse(response: Response): Promise<ApiError | UnreachableError> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new ApiError(body);
  const code = fallbackCode(response.status);
  if (code === undefined) return new UnreachableError(`HTTP ${response.status} without a problem document`);
  return new ApiError({ type: 'about:blank', code, title: code, status: response.status, requestId: '' });
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    isErrorCode(body.code)
  );
}

function fallbackCode(status: number): ErrorCode | undefined {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 413) return 'payloadTooLarge';
  if (status === 429) return 'tooManyRequests';
  return undefined;
}
