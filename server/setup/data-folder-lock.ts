import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureDataFolder } from './data-folder.ts';
import { isProcessAlive, processStart } from './process-identity.ts';
import { SetupError } from './setup-error.ts';

/** Who holds a data folder. `start` tells the holder from a later process with the same id. */
interface Holder {
  pid: number;
  start: string;
}

/** A takeover lasts a millisecond; one this old was left by a process that died in the middle of it. */
const TAKEOVER_ABANDONED_MS = 5_000;

function parseHolder(text: string): Holder | undefined {
  const [pid, start] = text.trim().split(' ');
  return pid !== undefined && start !== undefined && /^\d+$/.test(pid) ? { pid: Number(pid), start } : undefined;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isHeld(holder: Holder | undefined): holder is Holder {
  return holder !== undefined && isProcessAlive(holder.pid) && processStart(holder.pid) === holder.start;
}

/** Makes `file` with this content in one step, or says that it is there already. */
function createWhole(file: string, content: string): boolean {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content, { mode: 0o644 });
  try {
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Removes a lock whose holder has died; only one process at a time may do so, or it could remove a fresh one. */
function removeStale(lock: string, stale: string): void {
  const takeover = `${lock}.takeover`;
  if (!createWhole(takeover, String(process.pid))) {
    const age = Date.now() - (statSync(takeover, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > TAKEOVER_ABANDONED_MS) rmSync(takeover, { force: true });
    return;
  }
  try {
    if (readIfThere(lock) === stale) rmSync(lock);
  } finally {
    rmSync(takeover, { force: true });
  }
}

/**
 * Takes the data folder for this process. A lock whose process has died is taken over, also when its id belongs to
 * another process by now.
 *
 * @returns how to give it back.
 * @throws SetupError naming the process that holds it.
 */
export function lockDataFolder(dataDir: string): () => void {
  ensureDataFolder(dataDir);
  const lock = path.join(dataDir, 'cloudfair.lock');
  const own = `${process.pid} ${processStart(process.pid)}\n`;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (createWhole(lock, own)) return () => unlock(lock, own);
    const text = readIfThere(lock);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (isHeld(holder)) {
      throw new SetupError(
        `DATA_DIR: ${JSON.stringify(dataDir)} is in use by another CloudFair, process ${holder.pid}; stop that one, or give this one a DATA_DIR of its own`,
      );
    }
    removeStale(lock, text);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
  throw new SetupError(`DATA_DIR: ${lock} can be neither taken nor removed; look at who writes there`);
}

function unlock(lock: string, own: string): void {
  if (readIfThere(lock) === own) rmSync(lock, { force: true });
}
