import { createSocket } from 'node:dgram';
import { access } from 'node:fs/promises';
import { createServer } from 'node:net';
import process from 'node:process';
import { createMediaEngine, type MediaEngine, type MediaEngineOptions } from '../../../server/media/engine.ts';

/** The worker binary under test. The suites are run with `MEDIASOUP_WORKER_BIN` set (`npm test` sees to that). */
export async function workerBin(): Promise<string> {
  const path = process.env.MEDIASOUP_WORKER_BIN;
  if (path === undefined) throw new Error('MEDIASOUP_WORKER_BIN is not set: run the suites with `npm test`.');
  await access(path);
  return path;
}

/** The first of `count` neighbouring ports free for UDP and TCP on 127.0.0.1. */
export async function freeMediaPorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} neighbouring free ports found`);
}

async function isFree(port: number): Promise<boolean> {
  const udp = createSocket('udp4');
  const tcp = createServer();
  try {
    await new Promise<void>((resolve, reject) => udp.once('error', reject).bind(port, '127.0.0.1', resolve));
    await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(port, '127.0.0.1', resolve));
    return true;
  } catch {
    return false;
  } finally {
    await new Promise<void>((resolve) => udp.close(() => resolve()));
    await new Promise<void>((resolve) => tcp.close(() => resolve()));
  }
}

/** A log kept in memory, so that a test can say what was logged. */
export function memoryLogger() {
  const lines: { level: string; message: string; facts: object }[] = [];
  const at = (level: string) => (facts: object, message: string) => void lines.push({ level, message, facts });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** An engine with real workers on free loopback ports. */
export async function startEngine(overrides: Partial<MediaEngineOptions> = {}): Promise<MediaEngine> {
  const workers = overrides.workers ?? 2;
  return createMediaEngine({
    workers,
    listenIp: '127.0.0.1',
    portMin: await freeMediaPorts(workers),
    workerBin: await workerBin(),
    logger: memoryLogger(),
    ...overrides,
  });
}

/** Waits until `check` holds; fails with `what` after `withinMs`. */
export async function until(what: string, check: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
