import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import type { Response } from 'express';
import { ERRORS, type ErrorCode, isErrorCode, type Problem } from '#shared/contract/errors.ts';
import { isUnavailable } from '../db/errors.ts';
import { AppError, type ErrorDetails } from '../lib/app-error.ts';

const ORPC_CODES: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: 'badJson',
  PAYLOAD_TOO_LARGE: 'payloadTooLarge',
  UNSUPPORTED_MEDIA_TYPE: 'unsupportedMediaType',
  NOT_FOUND: 'notFound',
  METHOD_NOT_SUPPORTED: 'methodNotAllowed',
};

/** The body of an error answer (RFC 9457). Only the code, never a stack, a query or the input itself. */
export function problemOf(code: ErrorCode, details: ErrorDetails, requestId: string): Problem {
  return {
    type: `urn:cloudfair:error:${code}`,
    code,
    title: code,
    status: ERRORS[code].status,
    requestId,
    ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
    ...(details.fields === undefined ? {} : { fields: details.fields }),
    ...(details.state === undefined ? {} : { state: details.state }),
  };
}

/** Turns whatever a handler threw into the library's error with a code of ours; `undefined` for what nobody foresaw. */
export function knownError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError) {
    if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
      return new AppError('invalidInput', { fields: fieldsOf(error.cause.issues) });
    }
    const code = isErrorCode(error.code) ? error.code : ORPC_CODES[error.code];
    if (code !== undefined) return new AppError(code, isDetails(error.data) ? error.data : {});
  }
  return isUnavailable(error) ? new AppError('unavailable', { cause: error }) : undefined;
}

/** An `AppError` as the contract library carries it. */
export function toOrpcError(error: AppError): ORPCError<ErrorCode, ErrorDetails> {
  return new ORPCError(error.code, { status: error.status, message: error.code, data: error.details });
}

/** Answers an Express request with a problem. */
export function sendProblem(response: Response, error: AppError, requestId: string): void {
  const { retryAfterMs } = error.details;
  if (retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfterMs / 1000));
  response
    .status(error.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(error.code, error.details, requestId)));
}

function isDetails(data: unknown): data is ErrorDetails {
  return typeof data === 'object' && data !== null;
}

/** The names of the wrong fields, without their values. */
export function fieldsOf(
  issues: readonly { path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined }[],
): string[] {
  const names = issues.map((issue) =>
    (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
  );
  return [...new Set(names)].slice(0, 20);
}
