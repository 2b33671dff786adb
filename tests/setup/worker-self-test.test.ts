import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { provisionWorker } from '../../server/setup/worker/provision.ts';
import { checkStarts, selfTestWorker, WorkerRefused } from '../../server/setup/worker/self-test.ts';
import { scriptIn, temporaryFolder } from './worker-fixtures.ts';

describe('self-test of a mediasoup worker', () => {
  let bin: string;
  const folder = temporaryFolder();
  const children: ChildProcess[] = [];
  const note = (message: unknown) => {
    children.push((message as { process: ChildProcess }).process);
  };

  beforeAll(async () => {
    ({ bin } = await provisionWorker({ env: process.env, report: () => undefined, interactive: false }));
  }, 900_000);

  beforeEach(() => subscribe('child_process', note));

  afterEach(() => {
    unsubscribe('child_process', note);
    const running = children.splice(0).filter((child) => child.pid && child.exitCode === null && !child.signalCode);
    expect(running.map((child) => child.spawnfile)).toEqual([]);
  });

  test('a real worker passes: DTLS handshake and a packet through SRTP, and it is ended afterwards', async () => {
    await selfTestWorker(bin);
    // Once to see that it starts, once for the test itself.
    expect(children.map((child) => child.spawnfile)).toEqual([bin, bin]);
  });

  test('a missing file is refused', async () => {
    await expect(selfTestWorker(path.join(folder(), 'nothing'))).rejects.toThrow(/does not run: .*ENOENT/);
  });

  test('a file that cannot be executed is refused', async () => {
    const text = path.join(folder(), 'text');
    await writeFile(text, 'not a program');
    await expect(selfTestWorker(text)).rejects.toThrow(/does not run: .*EACCES/);
  });

  test('a program that is no worker is refused, and what it said is passed on', async () => {
    const script = await scriptIn(folder(), 'other', 'echo "cannot load libsrtp2.so.1" >&2; exit 127');
    await expect(checkStarts(script)).rejects.toThrow(/ended with code 127, saying: cannot load libsrtp2/);
  });

  test('a program that never ends is ended and refused', async () => {
    const script = await scriptIn(folder(), 'endless', 'exec sleep 60');
    await expect(checkStarts(script)).rejects.toThrow(/was ended by SIGKILL/);
  });

  test('a worker that dies at its start is refused', async () => {
    const script = await scriptIn(folder(), 'dying', '[ -z "$MEDIASOUP_VERSION" ] && exit 41; exit 3');
    const refused = await selfTestWorker(script).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WorkerRefused);
    expect(String(refused)).toMatch(/failed its self-test while starting it: .*code:3/);
  });

  test('a worker that says nothing is given up on and ended', async () => {
    const script = await scriptIn(folder(), 'mute', '[ -z "$MEDIASOUP_VERSION" ] && exit 41; exec sleep 60');
    await expect(selfTestWorker(script, 300)).rejects.toThrow(/while starting it: no result within 0.3 s/);
  });
});
