import { OpenAPIHandler } from '@orpc/openapi/node';
import type { AnyRouter } from '@orpc/server';
import { BodyLimitPlugin } from '@orpc/server/node';
import type { RequestHandler } from 'express';
import { AppError } from '../lib/app-error.ts';
import type { Logger } from '../lib/logger.ts';
import { knownError, problemOf, sendProblem, toOrpcError } from './problem.ts';
import { callerOf, requestIdOf } from './request.ts';
import type { RequestContext } from './routes.ts';

/** Largest JSON body. Files have a route of their own. */
const JSON_MAX_BYTES = 64 * 1024;

/** The contract's routes behind Express. Whatever goes wrong is answered as a problem; nothing is thrown further. */
export function createApi(router: AnyRouter, logger: Logger): RequestHandler {
  const handler = new OpenAPIHandler<RequestContext>(router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: JSON_MAX_BYTES })],
    customErrorResponseBodyEncoder: (error) => {
      const known = knownError(error) ?? new AppError('internal');
      return problemOf(known.code, known.details, '');
    },
    rootInterceptors: [
      async ({ next, context }) => {
        const result = await next();
        if (!result.matched || result.response.status < 400) return result;
        const { response } = result;
        const body = response.body as Record<string, unknown>;
        const problem = { ...body, requestId: context.requestId };
        const retryAfter =
          typeof body.retryAfterMs === 'number' ? { 'retry-after': String(Math.ceil(body.retryAfterMs / 1000)) } : {};
        return {
          matched: true,
          response: {
            status: typeof body.status === 'number' ? body.status : response.status,
            headers: { ...response.headers, ...retryAfter, 'cache-control': 'no-store' },
            body: new Blob([JSON.stringify(problem)], { type: 'application/problem+json' }),
          },
        };
      },
    ],
    clientInterceptors: [
      async ({ next, context, path }) => {
        try {
          return await next();
        } catch (error) {
          const known = knownError(error);
          if (known === undefined)
            logger.error({ err: error, route: path.join('.'), requestId: context.requestId }, 'request failed');
          else if (known.status >= 500) logger.warn({ err: known.cause ?? known, route: path.join('.') }, known.code);
          throw toOrpcError(known ?? new AppError('internal'));
        }
      },
    ],
  });

  return async (request, response, next) => {
    try {
      response.setHeader('Cache-Control', 'no-store');
      const { matched } = await handler.handle(request, response, {
        prefix: '/api',
        context: { caller: await callerOf(request), requestId: requestIdOf(request) },
      });
      if (!matched) next();
    } catch (error) {
      const known = knownError(error);
      if (known === undefined) logger.error({ err: error, requestId: requestIdOf(request) }, 'request failed');
      if (!response.headersSent) sendProblem(response, known ?? new AppError('internal'), requestIdOf(request));
    }
  };
}
