import { isAPIError } from 'better-auth/api';
import express, { type Request, type Response, Router } from 'express';
import type { ErrorCode } from '#shared/contract/errors.ts';
import { allowRole } from '../accounts/actor.ts';
import { AUTH_ROUTES, type Auth, CLIENT_ADDRESS_HEADER } from '../accounts/auth.ts';
import type { SignInGuard } from '../accounts/sign-in-guard.ts';
import { AppError } from '../lib/app-error.ts';
import { callerOf } from './request.ts';

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalidInput',
  401: 'badCredentials',
  403: 'crossSite',
  415: 'unsupportedMediaType',
  422: 'invalidInput',
  429: 'tooManyRequests',
};

/**
 * The few routes of better-auth that are open, with our answers: same code and body whether the account is unknown or
 * the password wrong (faults A13), and a wait for who guesses at one account (A14).
 */
export function authRoutes(auth: Auth, guard: SignInGuard): Router {
  const router = Router();
  const json = express.json({ limit: '8kb' });
  for (const { path, action } of AUTH_ROUTES) {
    router.post(path, json, async (request, response) => {
      allowRole((await callerOf(request)).actor, action);
      await forward(auth, guard, path, request, response);
    });
  }
  return router;
}

async function forward(
  auth: Auth,
  guard: SignInGuard,
  path: string,
  request: Request,
  response: Response,
): Promise<void> {
  const address = request.ip ?? '';
  const email: unknown = request.body?.email;
  if (path !== '/sign-in/email' || typeof email !== 'string') return pass(await ask(auth, address, request), response);

  const retryAfterMs = await guard.take(email, address);
  if (retryAfterMs > 0) throw new AppError('tooManyRequests', { retryAfterMs });
  let looked = false;
  try {
    const answer = await ask(auth, address, request);
    looked = answer.ok || answer.status === 401;
    if (answer.ok) await guard.succeeded(email, address);
    pass(answer, response);
  } finally {
    if (!looked) await guard.giveBack(email, address);
  }
}

/** What better-auth says of a refusal or a success; anything unforeseen is thrown on, to be answered as everywhere. */
async function ask(
  auth: Auth,
  address: string,
  request: Request,
): Promise<Pick<globalThis.Response, 'ok' | 'status' | 'headers'>> {
  const headers = new Headers({ 'content-type': 'application/json', [CLIENT_ADDRESS_HEADER]: address });
  for (const name of ['cookie', 'origin', 'user-agent', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']) {
    const value = request.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  const url = new URL(request.originalUrl, auth.options.baseURL);
  const body = JSON.stringify(request.body ?? {});
  try {
    return await auth.handler(new globalThis.Request(url, { method: request.method, headers, body }));
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return { ok: false, status: error.statusCode, headers: new Headers() };
  }
}

function pass(answer: Pick<globalThis.Response, 'ok' | 'status' | 'headers'>, response: Response): void {
  if (!answer.ok) {
    const retry = Number(answer.headers.get('x-retry-after') ?? Number.NaN);
    const details = Number.isFinite(retry) ? { retryAfterMs: retry * 1000 } : {};
    throw new AppError(CODES[answer.status] ?? 'internal', details);
  }
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
  response.setHeader('Cache-Control', 'no-store');
  response.json({ ok: true });
}
