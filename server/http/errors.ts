import type { ErrorRequestHandler, RequestHandler } from 'express';
import { FILE_ROUTES, httpContract } from '#shared/contract/http.ts';
import { AUTH_ROUTES } from '../accounts/auth.ts';
import { AppError } from '../lib/app-error.ts';
import type { Logger } from '../lib/logger.ts';
import { knownError, sendProblem } from './problem.ts';
import { requestIdOf } from './request.ts';

type KnownRoute = { method: string; pattern: RegExp };

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}/?$`);
}

/** Every route under `/api` with its method, from the contract itself. */
function knownRoutes(): KnownRoute[] {
  const contract = Object.values(httpContract).flatMap((group) =>
    Object.values(group).map((procedure) => {
      const { method = 'POST', path = '/' } = procedure['~orpc'].route;
      return { method, pattern: patternOf(path) };
    }),
  );
  const beside = [...FILE_ROUTES, ...AUTH_ROUTES.map(({ method, path }) => ({ method, path: `/auth${path}` }))];
  return [...contract, ...beside.map(({ method, path }) => ({ method, pattern: patternOf(path) }))];
}

const KNOWN = knownRoutes();

/** What no route under `/api` took: 405 with `Allow` for a known path, else 404. */
export const refuseUnknown: RequestHandler = (request, response) => {
  const allowed = [...new Set(KNOWN.filter(({ pattern }) => pattern.test(request.path)).map(({ method }) => method))];
  if (allowed.length > 0) response.setHeader('Allow', allowed.join(', '));
  sendProblem(response, new AppError(allowed.length > 0 ? 'methodNotAllowed' : 'notFound'), requestIdOf(request));
};

/** The last handler: whatever was thrown becomes a problem; nothing is told that the caller need not know. */
export function answerErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known = knownError(error) ?? fromExpress(error);
    if (known === undefined) logger.error({ err: error, requestId: requestIdOf(request) }, 'request failed');
    if (response.headersSent) return void response.destroy();
    sendProblem(response, known ?? new AppError('internal'), requestIdOf(request));
  };
}

/** Errors of Express's own parts carry a status. What a file server forbids (a way out of its folder) is not there. */
function fromExpress(error: unknown): AppError | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error) || typeof error.status !== 'number') return;
  if (error.status === 413) return new AppError('payloadTooLarge');
  if (error.status === 415) return new AppError('unsupportedMediaType');
  if (error.status === 404 || error.status === 403) return new AppError('notFound');
  if ('type' in error && error.type === 'entity.parse.failed') return new AppError('badJson');
  return error.status >= 400 && error.status < 500 ? new AppError('badRequest') : undefined;
}
