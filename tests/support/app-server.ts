import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { type App, createApp } from '../../server/app.ts';
import { connectDatabase, type Db } from '../../server/db/connect.ts';
import { createFactBus } from '../../server/lib/facts.ts';
import { createDiskStore } from '../../server/lib/file-store.ts';
import type { MediaEngine } from '../../server/media/engine.ts';
import { startEngine } from '../media/support/engine.ts';
import { PASSWORD, plantSeed, type Seed } from './app-seed.ts';
import { freePort } from './free-ports.ts';
import { createTestDatabase } from './postgres.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

export type TestAppOptions = {
  /** Graduates at the fair; 4 unless told. */
  graduates?: number;
  /** Lets the sweeper look by itself; otherwise a test calls `app.sweeper.sweep()`. */
  sweeping?: boolean;
  /** Express's `trust proxy`; none unless told. */
  trustProxy?: number | string;
};

/** Somebody who talks to the server over HTTP, signed in or not. */
export type Session = {
  /** The `Cookie` header; empty for a visitor. */
  cookie: string;
  /**
   * Sends a request to `/api` + `path` as a page of ours would: with the app's own `Origin`. An object is sent as JSON,
   * a `FormData` as a form, anything else as it is.
   */
  fetch(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The same, with the answer's JSON read. `body` is undefined for an answer without one. */
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: T; headers: Headers }>;
  /** The body of an answer that has to be a success; throws with what came instead. */
  ask<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<T>;
  /** Status and code of an answer that has to be a refusal, such as `409 lineEmpty`. */
  refusal(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<string>;
};

/** A line of the log at `warn` or above. */
export type LogLine = { level: number; msg: string; err?: { message?: string; stack?: string } };

/** The real application in this process, on a port and a database of its own. */
export type TestApp = {
  /** Its origin, `http://127.0.0.1:port`. */
  url: string;
  db: Db;
  clock: TestClock;
  seed: Seed;
  app: App;
  media: MediaEngine;
  dataDir: string;
  /** What it logged at `warn` and above; level 50 is an error that nobody foresaw. */
  logged: LogLine[];
  visitor: Session;
  /** Signs in by the real route; each call is a session of its own. Throws when it is refused. */
  signIn(email: string, password?: string): Promise<Session>;
  /** Closes the app, its worker and its pool, drops the database and its files. */
  close(): Promise<void>;
};

const WARN = 40;

/**
 * Starts the real application by its composition root: a fresh migrated database with a small seed, a real media worker,
 * a clock that stands still until it is moved.
 */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = createTestClock();
  const [database, media, dataDir, port] = await Promise.all([
    createTestDatabase(),
    startEngine({ workers: 1 }),
    mkdtemp(path.join(tmpdir(), 'cloudfair-app-')),
    freePort(),
  ]);
  const url = `http://127.0.0.1:${port}`;
  const logged: LogLine[] = [];
  const logger = pino({ level: 'warn', base: null }, { write: (line: string) => logged.push(JSON.parse(line)) });
  const db = connectDatabase(database.url, {
    onError: (error) => logged.push({ level: WARN, msg: 'a connection was lost', err: error }),
  });
  const clientDir = await writeClient(dataDir);
  const seed = await plantSeed(db, createDiskStore(path.join(dataDir, 'files')), clock.now(), options.graduates ?? 4);
  const app = createApp({
    config: {
      publicUrl: url,
      dataDir,
      authSecret: 'only for tests, at least 32 characters',
      trustProxy: options.trustProxy,
      rtc: { turn: undefined },
    },
    db,
    media,
    clock,
    logger,
    facts: createFactBus(),
    clientDir,
  });
  app.http.listen(port, '127.0.0.1');
  await once(app.http, 'listening');
  if (options.sweeping === true) app.sweeper.start();

  const visitor = session(url, '');
  return {
    url,
    db,
    clock,
    seed,
    app,
    media,
    dataDir,
    logged,
    visitor,
    async signIn(email, password = PASSWORD) {
      const answer = await visitor.fetch('POST', '/auth/sign-in/email', { email, password });
      if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
      await answer.body?.cancel();
      return session(url, cookieOf(answer));
    },
    async close() {
      await app.close();
      await media.close();
      await db.destroy();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The `Cookie` header that answers to the cookies an answer sets. */
export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Somebody with these cookies. */
export function session(url: string, cookie: string): Session {
  const send: Session['fetch'] = (method, path, body, headers = {}) => {
    const json = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
    return fetch(`${url}/api${path}`, {
      method,
      headers: {
        origin: url,
        ...(cookie === '' ? {} : { cookie }),
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as BodyInit) }),
      redirect: 'manual',
    });
  };
  const call = async <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const answer = await send(method, path, body, headers);
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T, headers: answer.headers };
  };
  return {
    cookie,
    fetch: send,
    call,
    async ask<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
      const answer = await call<T>(method, path, body, headers);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async refusal(method, path, body, headers) {
      const answer = await call<{ code?: string }>(method, path, body, headers);
      return `${answer.status} ${answer.body?.code ?? JSON.stringify(answer.body)}`;
    },
  };
}

/** The least that a built client is: a page with a place for the nonce, and an asset. */
async function writeClient(dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'client');
  await mkdir(path.join(folder, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__">');
  await writeFile(path.join(folder, 'assets', 'page.js'), 'export {};\n');
  return folder;
}
