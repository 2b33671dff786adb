import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { freeMediaPorts } from '../support/free-ports.ts';
import { type CallHarness, startCallHarness } from './support/call-harness.ts';
import { until } from './support/engine.ts';
import { startUdpProxy, type UdpProxy } from './support/udp-proxy.ts';

/* The media port is announced as 127.0.0.2, where a relay stands that can be cut: the socket stays, the media path is gone. */

let harness: CallHarness;
let proxy: UdpProxy;
let browser: Browser;
let ada: Page;
let bo: Page;

beforeAll(async () => {
  const portMin = await freeMediaPorts(1);
  proxy = await startUdpProxy('127.0.0.2', '127.0.0.1', portMin);
  [harness, browser] = await Promise.all([
    startCallHarness({ workers: 1, portMin, announcedAddress: '127.0.0.2' }),
    launchBrowser(),
  ]);
  [ada, bo] = await Promise.all([
    harness.open(browser, { user: 'ada', room: 'r' }),
    harness.open(browser, { user: 'bo', room: 'r' }),
  ]);
}, 60_000);
beforeEach(async () => {
  proxy.mend();
  await Promise.all([seesMore(ada), seesMore(bo)]);
  for (const page of [ada, bo]) await page.evaluate(() => window.probe.states.splice(0));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await harness?.close();
  proxy?.close();
});

const frames = (page: Page) => page.evaluate(() => window.probe.frames());
const states = (page: Page) => page.evaluate(() => window.probe.states);

async function seesMore(page: Page): Promise<void> {
  const before = await frames(page);
  await until('ten more pictures', async () => (await frames(page)) >= before + 10, 30_000);
}

/** Both pages say that they are reconnecting, and packets were really lost. */
async function faultIsFelt(): Promise<void> {
  await until(
    'both say so',
    async () => (await Promise.all([ada, bo].map(states))).every((seen) => seen.includes('reconnecting')),
    20_000,
  );
  expect(proxy.dropped()).toBeGreaterThan(0);
}

test('[F14] a media path that is gone for a moment: ICE is restarted on the same transports, nobody joins again', async () => {
  const joins = harness.joins();
  proxy.cut();
  await faultIsFelt();
  proxy.mend();
  await Promise.all([seesMore(ada), seesMore(bo)]);
  for (const page of [ada, bo]) expect((await states(page)).at(-1)).toBe('connected');
  expect(harness.joins()).toBe(joins);
}, 60_000);

test('[F14] a media path that stays away longer than an ICE restart may take: new transports as soon as it is back', async () => {
  const joins = harness.joins();
  proxy.cut();
  await faultIsFelt();
  await until('both join again', () => harness.joins() >= joins + 2, 20_000);
  proxy.mend();
  await Promise.all([seesMore(ada), seesMore(bo)]);
  for (const page of [ada, bo]) expect((await states(page)).at(-1)).toBe('connected');
  expect(harness.engine.stats()).toMatchObject({ rooms: 1, peers: 2, transports: 4, producers: 4, consumers: 4 });
}, 90_000);

test('[F12] a worker that hangs in mid-call is killed, and the pictures come back', async () => {
  const { restarts, workers } = harness.engine.stats();
  process.kill(workers[0]?.pid ?? 0, 'SIGSTOP');
  await until('both say so', async () =>
    (await Promise.all([ada, bo].map(states))).every((seen) => seen.includes('reconnecting')),
  );
  await until('the worker is replaced', () => harness.engine.stats().restarts === restarts + 1);
  await Promise.all([seesMore(ada), seesMore(bo)]);
  expect(await states(ada)).not.toContain('closed');
}, 60_000);

test('[F15] a network without UDP: the call runs over TCP', async () => {
  const tcpHarness = await startCallHarness({ workers: 1 });
  const tcpBrowser = await launchBrowser(['--force-webrtc-ip-handling-policy=disable_non_proxied_udp']);
  try {
    const pages = await Promise.all(
      ['cleo', 'dan'].map((user) => tcpHarness.open(tcpBrowser, { user, room: 'no-udp' })),
    );
    await Promise.all(pages.map(seesMore));
  } finally {
    await tcpBrowser.close();
    await tcpHarness.close();
  }
}, 60_000);
