import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app-server.ts';
import { connectLive, HandshakeRefused, until } from './support/live-client.ts';
import { openSilently, upgradeStatus } from './support/raw-handshake.ts';

let app: TestApp;
let cookie: string;
beforeAll(async () => {
  app = await startTestApp({ graduates: 1 });
  cookie = (await app.signIn(app.seed.graduates[0]?.email ?? '')).cookie;
});
afterAll(() => app.close());

const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'connected',
    (error: unknown) => (error instanceof HandshakeRefused ? error.code : String(error)),
  );

test('[A6] the own origin opens the door, with the cookie of a session', async () => {
  expect(await upgradeStatus(app.url, { origin: app.url, cookie })).toBe(101);
  const client = await connectLive(app.url, cookie);
  expect(client.socket.connected).toBe(true);
  client.close();
});

test('[A6] every other origin is refused with 403, session or not: evil, near misses, null, none', async () => {
  const own = new URL(app.url);
  const strangers = [
    'https://good.example.evil',
    `${app.url}.evil`,
    `http://evil.${own.host}`,
    `${own.protocol}//${own.hostname}:${Number(own.port) + 1}`,
    `${own.protocol}//${own.hostname}`,
    `https://${own.host}`,
    `${app.url}/`,
    `${app.url}@evil.example`,
    app.url.toUpperCase(),
    `${app.url} http://evil.example`,
    '`$' + '{location.origin}`',
    '$&',
    'null',
    'file://',
    '',
  ];
  for (const origin of strangers) {
    expect([origin, await upgradeStatus(app.url, { origin, cookie })]).toEqual([origin, 403]);
  }
  expect(await upgradeStatus(app.url, { cookie })).toBe(403);
});

test('[A7] without a session the handshake is refused with its code: no cookie, a forged one, another name, signed out', async () => {
  expect(await refusal(connectLive(app.url, ''))).toBe('unauthenticated');
  const [name, value = ''] = cookie.split('=');
  expect(await refusal(connectLive(app.url, `${name}=${value.slice(0, -4)}AAAA`))).toBe('unauthenticated');
  expect(await refusal(connectLive(app.url, `other=${value}`))).toBe('unauthenticated');

  const gone = await app.signIn(app.seed.graduates[0]?.email ?? '');
  expect((await gone.fetch('POST', '/auth/sign-out', {})).status).toBe(200);
  expect(await refusal(connectLive(app.url, gone.cookie))).toBe('unauthenticated');
});

test('[A7] who names the session of another connection to recover gets a connection of their own', async () => {
  const first = await connectLive(app.url, cookie);
  const second = await connectLive(app.url, cookie);
  // What Socket.IO's own recovery would send; it is off, so the words mean nothing.
  second.socket.auth = { pid: first.socket.id, offset: 'x' };
  second.socket.disconnect().connect();
  await until('connected again', () => second.socket.connected);
  expect(second.socket.recovered).not.toBe(true);
  expect(second.socket.id).not.toBe(first.socket.id);
  first.close();
  second.close();
});

test('polling is refused, also from the own origin', async () => {
  const answer = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: app.url, cookie } });
  expect(answer.status).toBe(400);
  await answer.body?.cancel();
});

test('[B5] who opens a connection and never says who they are is closed', async () => {
  const sockets = () => app.app.census().sockets;
  await until('nobody is connected', () => sockets() === 0);
  const silent = await openSilently(app.url, { origin: app.url, cookie });
  await until('it is connected', () => sockets() === 1);
  const after = await until('it is closed', () => sockets() === 0, 8_000);
  console.log(`a silent connection was closed after ${Math.round(after)} ms`);
  silent.destroy();
});
