import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaddyServer, startCaddy } from './support/caddy-server.ts';
import { composeFileWith } from './support/compose-file.ts';
import { debianBinary } from './support/debian-binary.ts';
import { freePort } from './support/free-port.ts';
import { type OwnedProcess, startOwned } from './support/owned-process.ts';
import { inRepo, temporaryFolder } from './support/paths.ts';
import { PASSWORDS, type PostgresServer, startPostgres } from './support/postgres-server.ts';

const REDIS_PASSWORD = 'redis-password-of-a-test';
const PASSWORD = 'a long password of an admin';

/** The .env of this installation; its host name is the one this machine has for itself. */
const ENV = {
  DOMAIN: 'localhost',
  APP_DB_PASSWORD: encodeURIComponent(PASSWORDS.app),
  POSTGRES_PASSWORD: PASSWORDS.superuser,
  REDIS_PASSWORD,
  AUTH_SECRET: 'auth-secret-of-a-test-0123456789abcdef',
  TURN_SECRET: 'turn-secret-of-a-test-0123456789abcdef',
  TURN_URLS: 'turn:localhost:3478?transport=udp',
  RTC_ANNOUNCED_ADDRESS: '127.0.0.1',
  RTC_WORKERS: '1',
};

describe('the app as docker-compose.yml runs it, behind Caddy, with PostgreSQL and Redis', () => {
  const folder = temporaryFolder('stack');
  let postgres: PostgresServer;
  let redis: OwnedProcess;
  let app: OwnedProcess;
  let caddy: CaddyServer;
  let cookie = '';

  beforeAll(async () => {
    mkdirSync(path.join(folder, 'postgres'));
    mkdirSync(path.join(folder, 'caddy'));
    const bin = path.dirname(debianBinary('initdb', 'postgresql'));
    postgres = await startPostgres(path.join(folder, 'postgres'), bin, bin);
    debianBinary('redis-server', 'redis-server');
    const redisPort = await freePort();
    redis = await startOwned([inRepo('deploy/redis/start.sh'), '--port', String(redisPort), '--bind', '127.0.0.1'], {
      env: { REDIS_PASSWORD },
      ready: async () => {
        const client = new Redis({
          port: redisPort,
          password: REDIS_PASSWORD,
          lazyConnect: true,
          retryStrategy: () => null,
        });
        client.on('error', () => undefined);
        const pong = await client.ping().catch(() => '');
        client.disconnect();
        return pong === 'PONG';
      },
    });

    const port = await freePort();
    const given = Object.entries(composeFileWith(ENV).services.app?.environment ?? {});
    // What Compose resolves by its network and its volumes, this machine has on ports and in folders of its own.
    const moved = given.map(([name, value]) => [
      name,
      String(value)
        .replace('@postgres:5432', `@127.0.0.1:${postgres.port}`)
        .replace('@redis:6379', `@127.0.0.1:${redisPort}`),
    ]);
    app = await startOwned([process.execPath, inRepo('server/main.ts')], {
      env: {
        ...Object.fromEntries(moved),
        HOME: process.env.HOME ?? folder,
        ...(process.env.XDG_CACHE_HOME && { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME }),
        ...(process.env.MEDIASOUP_WORKER_BIN && { MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN }),
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: path.join(folder, 'data'),
        RTC_LISTEN_IP: '127.0.0.1',
        RTC_PORT_MIN: String(await freePort()),
      },
      ready: async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
        return answer?.ok === true;
      },
      readyWithinMs: 120_000,
    });
    caddy = await startCaddy(path.join(folder, 'caddy'), port);
  });
  afterAll(async () => {
    await caddy?.stop();
    await app?.stop();
    await redis?.stop();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function post(url: string, body: object, origin = 'https://localhost') {
    return caddy.ask({
      path: url,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin, 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify(body),
    });
  }

  function connect(headers: Record<string, string>): Promise<Socket> {
    const socket = io(`https://localhost:${caddy.httpsPort}`, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { Origin: 'https://localhost', ...headers },
      // ws takes Node's TLS options; the browser's typings do not know them.
      ...({ ca: caddy.root } as object),
    });
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
  }

  it('is healthy and ready, and serves its page with its own security headers, each of them once', async () => {
    expect(JSON.parse((await caddy.ask({ path: '/healthz' })).text)).toMatchObject({ ok: true });
    expect(JSON.parse((await caddy.ask({ path: '/readyz' })).text)).toMatchObject({ database: true, workers: true });
    const page = await caddy.ask({ path: '/' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<!doctype html>');
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none';/);
    expect(page.headers['content-security-policy']).not.toContain("script-src 'unsafe-inline'");
  });

  it('has no demo: its log has one link that makes the first admin, once', async () => {
    expect(app.output()).not.toContain('demo sign-ins');
    const token = /https:\/\/localhost\/invite\/(\S+)/.exec(app.output())?.[1] ?? '';
    const admin = { token, name: '管理员', email: 'admin@example.edu.cn', password: PASSWORD };
    expect(await post('/api/invitations/accept', admin, 'https://evil.example')).toMatchObject({ status: 403 });
    expect(await post('/api/invitations/accept', admin)).toMatchObject({ status: 200 });
    expect(await post('/api/invitations/accept', { ...admin, email: 'b@example.edu.cn' })).toMatchObject({
      status: 410,
    });
  });

  it('signs in with a secure cookie, knows who it is, and writes to the database it was given', async () => {
    const signedIn = await post('/api/auth/sign-in/email', { email: 'admin@example.edu.cn', password: PASSWORD });
    expect(signedIn, signedIn.text).toMatchObject({ status: 200 });
    const [set = ''] = signedIn.headers['set-cookie'] ?? [];
    expect(set).toMatch(/; HttpOnly/i);
    expect(set).toMatch(/; Secure/i);
    cookie = set.split(';')[0] ?? '';
    const me = await caddy.ask({ path: '/api/me', headers: { Cookie: cookie } });
    expect(JSON.parse(me.text)).toMatchObject({ user: { email: 'admin@example.edu.cn' }, demo: false });
    const users = await postgres.query('SELECT email FROM users', {
      user: 'cloudfair',
      password: PASSWORDS.app,
      database: 'cloudfair',
    });
    expect(users).toEqual([{ email: 'admin@example.edu.cn' }]);
  });

  it('has a live socket through the proxy for who is signed in, from our own origin only', async () => {
    const socket = await connect({ Cookie: cookie });
    expect(socket.connected).toBe(true);
    socket.close();
    await expect(connect({ Cookie: cookie, Origin: 'https://evil.example' })).rejects.toThrow();
  });

  it('ends in order within the time docker-compose.yml gives it', async () => {
    await app.stop();
    expect(await app.exited).toBe(0);
  });
});
