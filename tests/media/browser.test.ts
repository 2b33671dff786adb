import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type CallHarness, startCallHarness } from './support/call-harness.ts';
import { until } from './support/engine.ts';

let harness: CallHarness;
let browser: Browser;
const pages: Page[] = [];
let rooms = 0;

beforeAll(async () => {
  [harness, browser] = await Promise.all([startCallHarness({ workers: 2 }), launchBrowser()]);
}, 60_000);
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
  await until('nobody is left in a room', () => harness.engine.stats().peers === 0);
  expect(harness.engine.stats()).toMatchObject({ rooms: 0, transports: 0, producers: 0, consumers: 0 });
});
afterAll(async () => {
  await browser?.close();
  await harness?.close();
});

async function enter(user: string, room: string, more: Record<string, string> = {}): Promise<Page> {
  const page = await harness.open(browser, { user, room, ...more });
  pages.push(page);
  return page;
}

/** Two people in one room, each seeing the other. */
async function call(): Promise<{ ada: Page; bo: Page; room: string }> {
  rooms += 1;
  const room = `room-${rooms}`;
  const [ada, bo] = await Promise.all([enter('ada', room), enter('bo', room)]);
  await Promise.all([seesMore(ada), seesMore(bo)]);
  return { ada, bo, room };
}

const frames = (page: Page) => page.evaluate(() => window.probe.frames());
const snapshot = (page: Page) => page.evaluate(() => window.probe.call.getSnapshot());
const connection = async (page: Page) => (await snapshot(page)).connection;

/** Waits for ten more pictures of the other side than have been shown so far. */
async function seesMore(page: Page, withinMs = 15_000): Promise<void> {
  const before = await frames(page);
  await until('ten more pictures', async () => (await frames(page)) >= before + 10, withinMs);
}

async function isNotBlack(page: Page): Promise<void> {
  const { mean, spread } = await page.evaluate(() => window.probe.picture());
  expect(mean).toBeGreaterThan(16);
  expect(spread).toBeGreaterThan(4);
}

const loudness = (page: Page) => page.evaluate(() => window.probe.loudness());

describe('two browsers in one call', () => {
  test('each decodes and shows the other, not black, and hears the other', async () => {
    const { ada, bo } = await call();
    for (const page of [ada, bo]) {
      await isNotBlack(page);
      await until('the fake microphone beeps', async () => (await loudness(page)) > 0.2);
      expect(await connection(page)).toEqual({ state: 'connected' });
      expect(await page.evaluate(() => window.probe.states)).toEqual(['joining', 'connected']);
    }
    expect((await snapshot(ada)).peers).toMatchObject([
      { userId: 'bo', microphone: 'on', camera: 'on', screenShare: 'off', presence: 'here' },
    ]);
    expect(harness.engine.stats()).toMatchObject({ rooms: 1, peers: 2, transports: 4, producers: 4, consumers: 4 });
  });

  test('mute and unmute: silence at the other side, told as muted, and sound again', async () => {
    const { ada, bo } = await call();
    await until('bo hears ada', async () => (await loudness(bo)) > 0.2);
    await ada.evaluate(() => window.probe.call.setMuted('microphone', true));
    await until('told as muted', async () => (await snapshot(bo)).peers[0]?.microphone === 'muted');
    await until('silence', async () => (await loudness(bo)) < 0.02);
    expect((await snapshot(ada)).own.microphone).toBe('muted');
    await ada.evaluate(() => window.probe.call.setMuted('microphone', false));
    await until('sound again', async () => (await loudness(bo)) > 0.2);
    expect((await snapshot(bo)).peers[0]?.microphone).toBe('on');
  });

  test('camera off and on again: told as off, then pictures again', async () => {
    const { ada, bo } = await call();
    await ada.evaluate(() => window.probe.call.unpublish('camera'));
    await until('told as off', async () => (await snapshot(bo)).peers[0]?.camera === 'off');
    await ada.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      for (const track of stream.getVideoTracks()) window.probe.call.publish('camera', track);
    });
    await seesMore(bo);
    expect((await snapshot(bo)).peers[0]?.camera).toBe('on');
    await seesMore(ada);
  });

  test('a server of another release than the client costs one more join and nothing else', async () => {
    rooms += 1;
    const joins = harness.joins();
    const ada = await enter('ada', `room-${rooms}`, { release: 'other' });
    const bo = await enter('bo', `room-${rooms}`);
    await Promise.all([seesMore(ada), seesMore(bo)]);
    // The made-up release is believed for one join, then the true one is found.
    expect(harness.joins() - joins).toBe(4);
  });

  test('leaving is told to the other and closed on this side', async () => {
    const { ada, bo } = await call();
    await ada.evaluate(() => window.probe.call.leave());
    expect(await connection(ada)).toEqual({ state: 'closed', reason: 'left' });
    await until('bo is alone', async () => (await snapshot(bo)).peers.length === 0);
  });
});

describe('a connection that is lost comes back by itself', () => {
  test('[F18] a refresh in mid-call returns to the picture on both sides', async () => {
    const { ada, bo } = await call();
    await ada.reload();
    await ada.waitForFunction(() => 'probe' in window);
    await Promise.all([seesMore(ada), seesMore(bo)]);
    await isNotBlack(ada);
    await isNotBlack(bo);
    expect((await snapshot(bo)).peers).toMatchObject([{ userId: 'ada', presence: 'here', camera: 'on' }]);
  });

  test.each([1, 2])(
    '[F10] kill -9 of the worker in mid-call, time %i: pictures again on both sides, no reload',
    async () => {
      const { ada, bo } = await call();
      await ada.evaluate(() => window.probe.call.setMuted('microphone', true));
      await until('told as muted', async () => (await snapshot(bo)).peers[0]?.microphone === 'muted');
      const { restarts, workers } = harness.engine.stats();
      const worker = workers.find(({ rooms: busy }) => busy === 1);
      if (worker === undefined) throw new Error('no worker has the room');
      process.kill(worker.pid, 'SIGKILL');
      await until('both saw the fault', async () => {
        const seen = await Promise.all([ada, bo].map((page) => page.evaluate(() => window.probe.states)));
        return seen.every((states) => states.includes('reconnecting'));
      });
      await Promise.all([seesMore(ada), seesMore(bo)]);
      await isNotBlack(ada);
      await isNotBlack(bo);
      // [I9] Nobody is un-muted by a reconnect.
      expect((await snapshot(ada)).own.microphone).toBe('muted');
      expect((await snapshot(bo)).peers[0]?.microphone).toBe('muted');
      expect(harness.engine.stats().restarts).toBe(restarts + 1);
      await until('the worker is replaced', () => harness.engine.healthy());
    },
  );

  test('a lost socket: the call is joined again with the same tracks, mute kept', async () => {
    const { ada, bo } = await call();
    await ada.evaluate(() => window.probe.call.setMuted('microphone', true));
    await ada.evaluate(() => window.probe.cutSocket());
    await until('the page saw the fault', async () =>
      (await ada.evaluate(() => window.probe.states)).includes('reconnecting'),
    );
    await until('connected again', async () => (await connection(ada)).state === 'connected');
    await Promise.all([seesMore(ada), seesMore(bo)]);
    expect((await snapshot(bo)).peers).toMatchObject([{ userId: 'ada', microphone: 'muted', presence: 'here' }]);
  });

  test('[F20] the same person in a second window: the first is told, the second goes on', async () => {
    const { ada, bo, room } = await call();
    const second = await enter('ada', room);
    await until('the first is told', async () => (await connection(ada)).state === 'closed');
    expect(await connection(ada)).toEqual({ state: 'closed', reason: 'superseded' });
    await Promise.all([seesMore(second), seesMore(bo)]);
    expect((await snapshot(bo)).peers).toHaveLength(1);
  });

  test('a room that the server closes is closed on both sides with its reason', async () => {
    const { ada, bo, room } = await call();
    harness.engine.closeRoom(room, 'ended');
    for (const page of [ada, bo]) {
      await until('closed', async () => (await connection(page)).state === 'closed');
      expect(await connection(page)).toEqual({ state: 'closed', reason: 'ended' });
    }
  });
});
