import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts';

/** What a person may be told besides the code: names of wrong fields, when to try again, the current state. */
export type ErrorDetails = { fields?: string[]; retryAfterMs?: number; state?: string; cause?: unknown };

/** An answer of the closed union of codes. Services throw it; the edge turns it into a problem or an ack. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** HTTP status of the code. */
  get status(): number {
    return ERRORS[this.code].status;
  }
}
