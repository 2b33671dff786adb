import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { AccountService } from '../accounts/account.service.ts';
import type { Caller } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';

type Known = { id: string; caller: () => Promise<Caller> };
const requests = new WeakMap<object, Known>();

/** A command key as clients send it: a UUID or another short opaque word (draft-ietf-httpapi-idempotency-key-header). */
const COMMAND_KEY = /^[\w-]{8,64}$/;

function headersOf(request: Request): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** Gives each request an id and knows who sent it; the session is read at most once a request, and only when asked for. */
export function identify(accounts: Pick<AccountService, 'readActor'>): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID();
    let caller: Promise<Caller> | undefined;
    requests.set(request, {
      id,
      caller: () => {
        caller ??= readCaller(request, accounts);
        return caller;
      },
    });
    response.setHeader('X-Request-Id', id);
    next();
  };
}

async function readCaller(request: Request, accounts: Pick<AccountService, 'readActor'>): Promise<Caller> {
  const key = request.get('idempotency-key');
  if (key !== undefined && !COMMAND_KEY.test(key)) throw new AppError('badRequest', { fields: ['Idempotency-Key'] });
  return { actor: await accounts.readActor(headersOf(request)), commandKey: key };
}

function known(request: Request): Known {
  const found = requests.get(request);
  if (found === undefined) throw new Error('identify() has not run');
  return found;
}

/** Who sent the request. */
export function callerOf(request: Request): Promise<Caller> {
  return known(request).caller();
}

/** The id under which the log knows the request. */
export function requestIdOf(request: Request): string {
  return known(request).id;
}
