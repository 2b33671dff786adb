import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type CallHarness, startCallHarness } from './support/call-harness.ts';

let harness: CallHarness;
const browsers: Browser[] = [];

beforeAll(async () => {
  harness = await startCallHarness({ workers: 1 });
});
afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close();
});
afterAll(() => harness.close());

/** A page in a browser of its own, started with these flags after the usual ones. */
async function page(...flags: string[]): Promise<Page> {
  const browser = await launchBrowser(flags);
  browsers.push(browser);
  return harness.open(browser, {});
}

const open = (on: Page) => on.evaluate(() => window.devices.open());

/** Makes the browser answer a question for this kind of device as if it were not plugged in, or refused. */
function fail(on: Page, kind: 'audio' | 'video', name: string) {
  return on.evaluate(
    ([wanted, error]) => {
      const { mediaDevices } = navigator;
      const real = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        if (constraints !== undefined && wanted in constraints) throw new DOMException('test', error);
        return real(constraints);
      };
    },
    [kind, name] as const,
  );
}

describe('opening the devices', () => {
  test('both, and what there is to choose from', async () => {
    const ready = await page();
    expect(await open(ready)).toMatchObject({
      microphone: expect.stringMatching(/.+/),
      camera: expect.stringMatching(/.+/),
      problems: { microphone: null, camera: null },
    });
    const { cameras, microphones } = await ready.evaluate(() => window.devices.list());
    expect(cameras.length).toBeGreaterThan(0);
    expect(microphones.length).toBeGreaterThan(1);
    expect([...cameras, ...microphones].every(({ id, label }) => id !== '' && label !== '')).toBe(true);
  });

  test('[F21] no camera: the microphone alone, and why', async () => {
    const ready = await page();
    await fail(ready, 'video', 'NotFoundError');
    expect(await open(ready)).toMatchObject({
      microphone: expect.stringMatching(/.+/),
      camera: null,
      problems: { microphone: null, camera: 'notFound' },
    });
  });

  test('a microphone that another program holds: the camera alone, and why', async () => {
    const ready = await page();
    await fail(ready, 'audio', 'NotReadableError');
    expect(await open(ready)).toMatchObject({
      microphone: null,
      camera: expect.stringMatching(/.+/),
      problems: { microphone: 'busy', camera: null },
    });
  });

  test('a person who says no is told apart from a machine without devices', async () => {
    expect(await open(await page('--use-fake-ui-for-media-stream=deny'))).toEqual({ refused: 'permissionDenied' });
    expect(await open(await page('--use-fake-device-for-media-stream=device-count=0'))).toMatchObject({ camera: null });
  });

  test('a choice is remembered, and a remembered device that is gone is no obstacle', async () => {
    const ready = await page();
    await open(ready);
    const second = (await ready.evaluate(() => window.devices.list())).microphones.at(-1);
    if (second === undefined) throw new Error('the fake devices have no second microphone');
    await ready.evaluate(
      (audioId) => window.devices.remember({ audioId, videoId: 'a-camera-that-is-gone' }),
      second.id,
    );
    await ready.reload();
    await ready.waitForFunction(() => 'devices' in window);
    expect(await ready.evaluate(() => window.devices.remembered())).toEqual({
      audioId: second.id,
      videoId: 'a-camera-that-is-gone',
    });
    expect(await open(ready)).toMatchObject({
      microphone: second.label,
      camera: expect.stringMatching(/.+/),
      problems: { microphone: null, camera: null },
    });
  });
});
