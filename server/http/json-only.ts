import type { RequestHandler } from 'express';
import { AppError } from '../lib/app-error.ts';
import { sendProblem } from './problem.ts';
import { requestIdOf } from './request.ts';

/** Refuses a body that does not say it is JSON, before it is read; forms of other sites cannot say so. A request without a body passes. */
export const jsonOnly: RequestHandler = (request, response, next) => {
  const hasBody = request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
  if (!hasBody || request.is('application/json') !== false) return next();
  sendProblem(response, new AppError('unsupportedMediaType'), requestIdOf(request));
};
