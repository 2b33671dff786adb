import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SOCKET_BURST, SOCKET_EVENTS_PER_SECOND } from '#shared/rules/limits.ts';
import { startTestApp, type TestApp } from '../support/app-server.ts';
import { type Answer, connectLive, until } from './support/live-client.ts';

let app: TestApp;
let cookies: string[];
beforeAll(async () => {
  app = await startTestApp({ graduates: 2 });
  cookies = [];
  for (const { email } of app.seed.graduates) cookies.push((await app.signIn(email)).cookie);
});
afterAll(() => app.close());

const ORDER = ['view:unsubscribe', { view: 'myDay', params: {} }] as const;
const SECONDS = 3;

test('[B6] 200 events a second: those above the rate are each refused with tooManyRequests and a wait; nobody else notices', async () => {
  const flooder = await connectLive(app.url, cookies[0] ?? '');
  const other = await connectLive(app.url, cookies[1] ?? '');
  const answers: Promise<Answer>[] = [];
  const others: Promise<Answer>[] = [];
  const begun = performance.now();
  while (performance.now() - begun < SECONDS * 1_000) {
    const due = ((performance.now() - begun) / 1_000) * 200;
    while (answers.length < due) answers.push(flooder.send(...ORDER));
    others.push(other.send('view:subscribe', { view: 'fairFloor', params: { fairId: app.seed.fair.id } }));
    await delay(100);
  }
  const lasted = (performance.now() - begun) / 1_000;
  const told = await Promise.all(answers);
  const refused = told.filter((answer) => !answer.ok);
  const passed = told.length - refused.length;

  // Positive control: it was a flood, and most of it was above the rate.
  expect(told.length).toBeGreaterThan(190 * SECONDS);
  expect(refused.length).toBeGreaterThan(told.length / 3);
  expect(passed).toBeGreaterThanOrEqual(SOCKET_BURST);
  expect(passed).toBeLessThanOrEqual(SOCKET_BURST + Math.ceil(SOCKET_EVENTS_PER_SECOND * (lasted + 1)));
  for (const answer of refused) {
    expect(answer).toMatchObject({ ok: false, code: 'tooManyRequests', retryable: true });
    expect(!answer.ok && answer.retryAfterMs).toBeGreaterThan(0);
    expect(!answer.ok && answer.retryAfterMs).toBeLessThanOrEqual(1_000 / SOCKET_EVENTS_PER_SECOND);
  }
  expect((await Promise.all(others)).every(({ ok }) => ok)).toBe(true);
  expect([flooder.closed, other.closed]).toEqual([[], []]);

  // Who waits is served again.
  await delay(Math.max(...refused.map((answer) => (answer.ok ? 0 : (answer.retryAfterMs ?? 0)))));
  expect((await flooder.send(...ORDER)).ok).toBe(true);
  flooder.close();
  other.close();
});

test('[B6] who goes on far above the rate is closed; everybody else stays', async () => {
  const flooder = await connectLive(app.url, cookies[0] ?? '');
  const other = await connectLive(app.url, cookies[1] ?? '');
  let sent = 0;
  const begun = performance.now();
  while (flooder.closed.length === 0 && performance.now() - begun < 10_000) {
    for (let n = 0; n < 20; n += 1) flooder.socket.emit(...ORDER);
    sent += 20;
    await delay(10);
  }
  expect(flooder.closed.map(({ value }) => value)).toEqual(['io server disconnect']);
  console.log(`closed after ${sent} events in ${Math.round(performance.now() - begun)} ms`);
  expect((await other.send(...ORDER)).ok).toBe(true);
  expect(other.closed).toEqual([]);
  other.close();
  await until('both are gone', () => app.app.census().sockets === 0);
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
