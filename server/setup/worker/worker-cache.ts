import { homedir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { targetName, type WorkerTarget, workerFileName } from './worker-target.ts';

/** Where workers are kept: outside the repository and node_modules, so that one is made once a machine and user. */
export interface WorkerCache {
  /** `${XDG_CACHE_HOME:-~/.cache}/cloudfair/worker`. */
  root: string;
  /** The binary for this target, whether it is there or not. */
  bin: string;
  /** Beside it: what is being made, until it is proved. Only the holder of the lock writes below it. */
  workshop: string;
  /** Marks of the binaries that passed the self-test. */
  proofs: string;
  lockFile: string;
}

/** The cache for one target. Nothing is created yet. */
export function workerCache(env: NodeJS.ProcessEnv, target: WorkerTarget): WorkerCache {
  const given = env.XDG_CACHE_HOME ?? '';
  // A relative path there is to be ignored (XDG Base Directory Specification).
  const base = path.isAbsolute(given) ? given : path.join(env.HOME || homedir(), '.cache');
  const root = path.join(base, 'cloudfair', 'worker');
  const name = targetName(target);
  return {
    root,
    bin: path.join(root, name, workerFileName(target.platform)),
    workshop: path.join(root, `${name}.making`),
    proofs: path.join(root, 'proved'),
    lockFile: path.join(root, `${name}.lock`),
  };
}

const LOCK_POLL_MS = 250;
/** SQLite's result code for a lock that another connection holds. */
const SQLITE_BUSY = 5;

/**
 * Waits until nobody else makes a worker for this target and keeps others from doing so. The lock is SQLite's, thus the
 * operating system's: it ends with its holder, however that one ends, and leaves nothing to judge stale.
 *
 * @param cache its root exists
 * @param options `onWait` is called once if another process holds it
 * @returns what gives the lock back
 */
export async function lockWorkerCache(
  cache: WorkerCache,
  options: { onWait: () => void; signal?: AbortSignal | undefined },
): Promise<() => void> {
  const database = new DatabaseSync(cache.lockFile);
  try {
    for (let waited = false; ; waited = true) {
      try {
        database.exec('BEGIN EXCLUSIVE');
        return () => database.close();
      } catch (error) {
        if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
      }
      if (!waited) options.onWait();
      await sleep(LOCK_POLL_MS, undefined, { signal: options.signal });
    }
  } catch (error) {
    database.close();
    throw error;
  }
}
