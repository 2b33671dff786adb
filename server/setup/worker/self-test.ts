import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Worker } from 'mediasoup/types';
import { passMedia } from './self-test-media.ts';

/** The whole self-test takes at most this long; on an idle machine it takes about 200 ms. */
const SELF_TEST_MS = 10_000;
/** Time a binary has to say what it is. */
const START_CHECK_MS = 3_000;
/** Time a closed worker has to end by itself. */
const GOODBYE_MS = 1_000;
/** How mediasoup-worker ends when nobody tells it which library started it (worker/src/main.cpp). */
const NOT_STARTED_BY_MEDIASOUP = 41;

/** A binary that is not a working mediasoup worker; the message says what it did instead. */
export class WorkerRefused extends Error {
  override name = 'WorkerRefused';
}

/**
 * Whether the binary starts here at all and is a mediasoup worker: a few milliseconds, so that it is asked at each start.
 * It catches a wrong architecture and a shared library that has gone.
 *
 * @throws WorkerRefused
 */
export async function checkStarts(bin: string): Promise<void> {
  const child = spawn(bin, [], {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: START_CHECK_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-500);
  });
  let code: number | null;
  let signal: NodeJS.Signals | null;
  try {
    [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  } catch (error) {
    throw new WorkerRefused(`${bin} does not run: ${(error as Error).message}`, { cause: error });
  }
  if (code === NOT_STARTED_BY_MEDIASOUP) return;
  const ended = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  throw new WorkerRefused(
    `${bin} is not a mediasoup worker that runs here: it ${ended}${said && `, saying: ${said.trim()}`}`,
  );
}

/** A worker and the process it runs in. mediasoup does not show the process, but Node tells of each one it makes. */
async function spawnWorker(bin: string, holder: { child?: ChildProcess }): Promise<Worker> {
  const { createWorker } = await import('mediasoup');
  const note = (message: unknown) => {
    holder.child = (message as { process: ChildProcess }).process;
  };
  subscribe('child_process', note);
  // The process is made before this returns its promise.
  const running = createWorker({ workerBin: bin, logLevel: 'none' });
  unsubscribe('child_process', note);
  return running;
}

/** A worker ends by itself once closed; one that does not is ended. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const impatience = setTimeout(() => child.kill('SIGKILL'), GOODBYE_MS);
  await once(child, 'exit');
  clearTimeout(impatience);
}

/**
 * Proves a worker: starts it through mediasoup, makes a router and two WebRTC transports, lets one do a DTLS handshake
 * with the other over loopback UDP, and sends an RTP packet through SRTP from one to the other. Ends all it started.
 *
 * @throws WorkerRefused with the step that failed, after 10 s at the latest
 */
export async function selfTestWorker(bin: string, timeoutMs = SELF_TEST_MS): Promise<void> {
  await checkStarts(bin);
  const holder: { child?: ChildProcess; worker?: Worker } = {};
  const stop = new AbortController();
  const tooLate = setTimeout(() => stop.abort(new Error(`no result within ${timeoutMs / 1_000} s`)), timeoutMs);
  const stopped = once(stop.signal, 'abort').then(() => Promise.reject(stop.signal.reason as Error));
  let step = 'starting it';

  const proof = (async () => {
    const worker = await spawnWorker(bin, holder);
    holder.worker = worker;
    worker.on('died', (error) => stop.abort(new Error(`the worker died ${error.message}`)));
    await passMedia(worker, stop.signal, (next) => {
      step = next;
    });
  })();
  try {
    await Promise.race([proof, stopped]);
  } catch (error) {
    throw new WorkerRefused(`${bin} failed its self-test while ${step}: ${(error as Error).message}`, { cause: error });
  } finally {
    clearTimeout(tooLate);
    holder.worker?.close();
    if (holder.child) await endProcess(holder.child);
    await Promise.allSettled([proof]);
  }
}
