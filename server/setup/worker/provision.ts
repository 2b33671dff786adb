import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { askOnTerminal } from './ask-on-terminal.ts';
import { installBuildPackages, PackagesMissing, WANTED_ELSEWHERE } from './build-packages.ts';
import { buildWorker } from './build-worker.ts';
import { type DownloadLimits, downloadWorker, OFFICIAL_RELEASES } from './download-worker.ts';
import { proveWorker } from './prove-worker.ts';
import { WorkerRefused } from './self-test.ts';
import { lockWorkerCache, type WorkerCache, workerCache } from './worker-cache.ts';
import type { ReportProgress } from './worker-progress.ts';
import { type WorkerTarget, workerTarget } from './worker-target.ts';
import { type ClosedWay, noWayToWorker, WorkerUnavailable } from './worker-unavailable.ts';

export type { WorkerProgress } from './worker-progress.ts';
export { WorkerUnavailable } from './worker-unavailable.ts';

export interface ProvisionOptions {
  /**
   * Read: `MEDIASOUP_WORKER_BIN`, `XDG_CACHE_HOME`, `HOME`, `PATH`, and mediasoup's own
   * `MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL` and `MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD`.
   */
  env: NodeJS.ProcessEnv;
  report: ReportProgress;
  /** Whether a person sits at the terminal and is asked before packages are installed. */
  interactive: boolean;
  /** How to ask; on standard input and error unless given. */
  ask?: (question: string) => Promise<boolean>;
  /** Ends downloads, installations and builds. */
  signal?: AbortSignal;
  /** Patience with the download, for tests. */
  downloadLimits?: DownloadLimits;
}

export interface ProvisionedWorker {
  /** Absolute path, for mediasoup's `workerBin`. */
  bin: string;
  source: 'env' | 'cache' | 'download' | 'build';
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function fromEnv(given: string, target: WorkerTarget, cache: WorkerCache, report: ReportProgress) {
  const bin = path.resolve(given);
  if (!(await isFile(bin))) throw new WorkerUnavailable(`MEDIASOUP_WORKER_BIN names no file: ${bin}`);
  try {
    await proveWorker(bin, target, cache, report);
  } catch (error) {
    if (!(error instanceof WorkerRefused)) throw error;
    throw new WorkerUnavailable(
      `MEDIASOUP_WORKER_BIN does not work, and mediasoup ${target.version} needs it to: ${error.message}`,
      { cause: error },
    );
  }
  return bin;
}

/** What is in the cache for this target: nothing, a worker that works, or one that does not. */
async function lookInCache(target: WorkerTarget, cache: WorkerCache, report: ReportProgress) {
  if (!(await isFile(cache.bin))) return 'empty';
  try {
    await proveWorker(cache.bin, target, cache, report);
    return 'good';
  } catch (error) {
    if (!(error instanceof WorkerRefused)) throw error;
    report({ step: 'worker', text: `the cached one is replaced: ${error.message}` });
    return 'broken';
  }
}

/** Proves what was made in the workshop and puts it in its place, in one step that nobody sees half done. */
async function keep(made: string, target: WorkerTarget, cache: WorkerCache, report: ReportProgress): Promise<void> {
  await proveWorker(made, target, cache, report);
  await mkdir(path.dirname(cache.bin), { recursive: true });
  await rename(made, cache.bin);
}

async function viaDownload(target: WorkerTarget, cache: WorkerCache, options: ProvisionOptions): Promise<void> {
  const { env, report, signal, downloadLimits } = options;
  if (env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD)
    throw new Error('skipped by MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD');
  if (target.libc === 'musl') throw new Error('mediasoup publishes none for musl');
  const baseUrl = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || OFFICIAL_RELEASES;
  const folder = await mkdtemp(path.join(cache.workshop, 'download-'));
  try {
    const bin = await downloadWorker(target, folder, {
      baseUrl,
      report,
      signal,
      ...(downloadLimits && { limits: downloadLimits }),
    });
    await keep(bin, target, cache, report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function viaBuild(target: WorkerTarget, cache: WorkerCache, options: ProvisionOptions): Promise<void> {
  const { env, report, signal, interactive, ask = askOnTerminal } = options;
  await installBuildPackages({ env, interactive, ask, report, signal });
  await keep(
    await buildWorker(target, path.join(cache.workshop, 'build'), { env, report, signal }),
    target,
    cache,
    report,
  );
}

/** Tries both ways in turn, holding the lock. */
async function make(
  target: WorkerTarget,
  cache: WorkerCache,
  options: ProvisionOptions,
): Promise<'download' | 'build'> {
  const closed: ClosedWay[] = [];
  const ways = [
    ['download', viaDownload],
    ['build', viaBuild],
  ] as const;
  let remedy = `install ${WANTED_ELSEWHERE}.`;
  for (const [way, go] of ways) {
    try {
      await mkdir(cache.workshop, { recursive: true });
      await go(target, cache, options);
      await rm(cache.workshop, { recursive: true, force: true });
      return way;
    } catch (cause) {
      options.signal?.throwIfAborted();
      const error = cause as Error;
      closed.push({ way, error });
      options.report({ step: 'worker', text: `no ${way}: ${error.message}` });
      if (error instanceof PackagesMissing) remedy = error.remedy;
    }
  }
  throw noWayToWorker(closed, remedy);
}

/**
 * Gets a mediasoup worker that is proved to work on this machine: from `MEDIASOUP_WORKER_BIN`, from the cache, from
 * mediasoup's releases (given up on within seconds where the network is closed), or built from the sources in the npm
 * package. Two processes that need one at the same time make it once.
 *
 * @throws WorkerUnavailable with what to install or set; the signal's reason if it was aborted
 */
export async function provisionWorker(options: ProvisionOptions): Promise<ProvisionedWorker> {
  const { env, report, signal } = options;
  const target = await workerTarget();
  const cache = workerCache(env, target);
  const given = env.MEDIASOUP_WORKER_BIN?.trim();
  if (given) return { bin: await fromEnv(given, target, cache, report), source: 'env' };
  if ((await lookInCache(target, cache, report)) === 'good') return { bin: cache.bin, source: 'cache' };

  await mkdir(cache.root, { recursive: true }).catch((error: Error) => {
    throw new WorkerUnavailable(
      `no folder to keep the mediasoup worker in (${error.message}); set XDG_CACHE_HOME to one that can be written, or MEDIASOUP_WORKER_BIN to a worker`,
      { cause: error },
    );
  });
  const unlock = await lockWorkerCache(cache, {
    onWait: () => report({ step: 'worker', text: 'another process is getting it; waiting for that one' }),
    signal,
  });
  try {
    // Whoever held the lock before may have made it.
    if ((await lookInCache(target, cache, () => undefined)) === 'good') return { bin: cache.bin, source: 'cache' };
    return { source: await make(target, cache, options), bin: cache.bin };
  } finally {
    unlock();
  }
}
