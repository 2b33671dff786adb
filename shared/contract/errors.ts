/**
 * The closed union of error codes: HTTP status of each, and whether the same request may succeed later unchanged.
 * The words for people are the client's, in both languages.
 */
export const ERRORS = {
  badRequest: { status: 400, retryable: false },
  badJson: { status: 400, retryable: false },
  invalidInput: { status: 422, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  sessionEnded: { status: 401, retryable: false },
  badCredentials: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  crossSite: { status: 403, retryable: false },
  notFound: { status: 404, retryable: false },
  methodNotAllowed: { status: 405, retryable: false },
  payloadTooLarge: { status: 413, retryable: false },
  unsupportedMediaType: { status: 415, retryable: false },
  tooManyRequests: { status: 429, retryable: true },
  internal: { status: 500, retryable: true },
  unavailable: { status: 503, retryable: true },
  draining: { status: 503, retryable: true },
  idempotencyMismatch: { status: 422, retryable: false },

  invitationInvalid: { status: 410, retryable: false },
  emailTaken: { status: 409, retryable: false },
  passwordWeak: { status: 422, retryable: false },

  fairNotFound: { status: 404, retryable: false },
  fairNotOpen: { status: 409, retryable: true },
  fairEnded: { status: 410, retryable: false },
  fairPaused: { status: 409, retryable: true },
  fairTimesInvalid: { status: 422, retryable: false },

  boothNotFound: { status: 404, retryable: false },
  boothPaused: { status: 409, retryable: true },
  boothUnattended: { status: 409, retryable: true },
  employerTaken: { status: 409, retryable: false },
  deskNotFound: { status: 404, retryable: false },
  deskBusy: { status: 409, retryable: false },
  deskElsewhere: { status: 409, retryable: false },
  deskNotPresent: { status: 409, retryable: true },
  positionNotFound: { status: 404, retryable: false },

  resumeNotFound: { status: 404, retryable: false },
  resumeMissing: { status: 409, retryable: false },
  resumeTooLarge: { status: 413, retryable: false },
  resumeTypeUnsupported: { status: 415, retryable: false },
  resumeIncomplete: { status: 400, retryable: true },
  resumeLimitReached: { status: 409, retryable: false },
  fileLinkExpired: { status: 410, retryable: true },
  storageFull: { status: 507, retryable: true },

  dropOffNotFound: { status: 404, retryable: false },
  alreadyDroppedOff: { status: 409, retryable: false },
  dropOffClosed: { status: 409, retryable: false },
  dropOffWithdrawn: { status: 409, retryable: false },

  ticketNotFound: { status: 404, retryable: false },
  alreadyInLine: { status: 409, retryable: false },
  tooManyLines: { status: 409, retryable: false },
  lineEmpty: { status: 409, retryable: true },
  nobodyFree: { status: 409, retryable: true },
  ticketMoveIllegal: { status: 409, retryable: false },
  callExpired: { status: 409, retryable: false },
  graduateTaken: { status: 409, retryable: true },

  interviewNotFound: { status: 404, retryable: false },
  interviewEnded: { status: 410, retryable: false },
  interviewNotEnded: { status: 409, retryable: true },
  outcomeReleased: { status: 409, retryable: false },

  viewNotFound: { status: 404, retryable: false },
  eventUnknown: { status: 404, retryable: false },
  mediaFailed: { status: 409, retryable: true },
  mediaNotJoined: { status: 409, retryable: true },
  mediaUnavailable: { status: 503, retryable: true },
  mediaLimit: { status: 409, retryable: false },
  mediaConflict: { status: 409, retryable: false },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof ERRORS;

/** Whether a string is one of the closed codes. */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERRORS, value);
}

/** An error answer over HTTP, RFC 9457 `application/problem+json`. `state` carries the current truth so that a stale screen can correct itself. */
export type Problem = {
  type: string;
  code: ErrorCode;
  title: string;
  status: number;
  requestId: string;
  retryAfterMs?: number;
  fields?: string[];
  state?: string;
};

/** An error answer to a socket event. */
export type SocketRefusal = {
  ok: false;
  code: ErrorCode;
  retryable: boolean;
  requestId: string;
  retryAfterMs?: number;
  fields?: string[];
};
