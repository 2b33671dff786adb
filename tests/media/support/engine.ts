import process from 'node:process';
import { createMediaEngine, type MediaEngine, type MediaEngineOptions } from '../../../server/media/engine.ts';
import { provisionWorker } from '../../../server/setup/worker/provision.ts';
import { freeMediaPorts } from '../../support/free-ports.ts';

let provisioned: Promise<{ bin: string }> | null = null;

/** The worker under test: that of `MEDIASOUP_WORKER_BIN`, or the one cached or built for this machine. */
export async function workerBin(): Promise<string> {
  provisioned ??= provisionWorker({ env: process.env, interactive: false, report: ({ text }) => console.info(text) });
  return (await provisioned).bin;
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
