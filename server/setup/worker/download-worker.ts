import { createWriteStream } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { extract } from 'tar';
import type { ReportProgress } from './worker-progress.ts';
import { type WorkerTarget, workerFileName } from './worker-target.ts';

/** Where mediasoup publishes its workers (node_modules/mediasoup/npm-scripts.mjs, downloadPrebuiltWorker). */
export const OFFICIAL_RELEASES = 'https://github.com/versatica/mediasoup/releases/download';

/** How long a network may keep us waiting; times in milliseconds. */
export interface DownloadLimits {
  /** Until the first byte of the answer. */
  firstByteMs: number;
  /** Between two pieces. */
  stallMs: number;
  /** Altogether. */
  totalMs: number;
  bytes: number;
}

const LIMITS: DownloadLimits = { firstByteMs: 4_000, stallMs: 4_000, totalMs: 120_000, bytes: 64 * 1024 * 1024 };

/** The archive's address: `<base>/3.27.1/mediasoup-worker-3.27.1-linux-x64-kernel6.tgz`. */
export function releaseUrl(target: WorkerTarget, baseUrl: string): string {
  const kernel = target.kernelMajor === undefined ? '' : `-kernel${target.kernelMajor}`;
  const name = `mediasoup-worker-${target.version}-${target.platform}-${target.arch}${kernel}.tgz`;
  return `${baseUrl.replace(/\/+$/, '')}/${target.version}/${name}`;
}

/** Whatever fetch hides: its message is always "fetch failed". */
function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code || message : message;
}

/** Aborts when nothing has come for the time it was last given. */
function watchdog(onSilence: (error: Error) => void) {
  let timer: NodeJS.Timeout | undefined;
  const clear = () => clearTimeout(timer);
  return {
    expect: (ms: number, what: string) => {
      clear();
      timer = setTimeout(() => onSilence(new Error(`${what} within ${ms / 1_000} s`)), ms);
    },
    clear,
  };
}

async function fetchTo(
  file: string,
  url: string,
  limits: DownloadLimits,
  report: ReportProgress,
  signal?: AbortSignal,
) {
  const giveUp = new AbortController();
  const abort = (error: Error) => giveUp.abort(error);
  const silence = watchdog(abort);
  const total = setTimeout(() => abort(new Error(`not complete within ${limits.totalMs / 1_000} s`)), limits.totalMs);
  const any = signal ? AbortSignal.any([signal, giveUp.signal]) : giveUp.signal;
  try {
    silence.expect(limits.firstByteMs, 'no answer');
    const answer = await fetch(url, { signal: any });
    if (answer.status === 404) throw new Error('mediasoup publishes none for this platform');
    if (!answer.ok || answer.body === null) throw new Error(`the server answered ${answer.status}`);
    const size = Number(answer.headers.get('content-length') ?? 0);
    let done = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        silence.expect(limits.stallMs, 'no further data');
        done += chunk.length;
        if (done > limits.bytes) return next(new Error(`larger than ${limits.bytes} bytes`));
        report({ step: 'worker', text: 'downloading', done, ...(size > 0 && { total: size }) });
        next(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(answer.body as ReadableStream<Uint8Array>), count, createWriteStream(file), {
      signal: any,
    });
  } catch (error) {
    signal?.throwIfAborted();
    const why = giveUp.signal.aborted ? giveUp.signal.reason : error;
    throw new Error(causeOf(why), { cause: error });
  } finally {
    clearTimeout(total);
    silence.clear();
  }
}

/**
 * Fetches mediasoup's own build for this platform into a folder. It is not yet proved to run here.
 *
 * @returns the path of the binary
 * @throws Error saying in a few words why not: refused, no answer in 4 s, stalled, 404, not an archive
 */
export async function downloadWorker(
  target: WorkerTarget,
  folder: string,
  options: { baseUrl: string; limits?: DownloadLimits; report: ReportProgress; signal?: AbortSignal | undefined },
): Promise<string> {
  const url = releaseUrl(target, options.baseUrl);
  const archive = path.join(folder, 'worker.tgz');
  const name = workerFileName(target.platform);
  options.report({ step: 'worker', text: `downloading ${url}` });
  await fetchTo(archive, url, options.limits ?? LIMITS, options.report, options.signal);
  try {
    await extract({
      file: archive,
      cwd: folder,
      strict: true,
      filter: (entry) => path.posix.normalize(entry) === name,
    });
    await chmod(path.join(folder, name), 0o755);
  } catch (error) {
    throw new Error(`what came is not an archive with ${name} in it (${(error as Error).message})`, { cause: error });
  } finally {
    await rm(archive, { force: true });
  }
  return path.join(folder, name);
}
