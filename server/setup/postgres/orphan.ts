import { spawnSync } from 'node:child_process';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isProcessAlive } from '../process-identity.ts';
import { SetupError } from '../setup-error.ts';
import type { SetupLog } from '../setup-log.ts';

/** How long each way of asking gets, from the gentlest on. PostgreSQL: SIGINT is fast, SIGQUIT immediate shutdown. */
const STEPS = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

const POLL_MS = 20;

/** What may be left: a server, or the making of a database that was cut short. Never a person's shell in that folder. */
const PROGRAMS = new Set(['postgres', 'initdb']);

async function recordedPid(pidFile: string): Promise<number | undefined> {
  try {
    const [line] = (await readFile(pidFile, 'utf8')).split('\n');
    const pid = Number(line);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** PostgreSQL's processes on this folder: all of them work in it, also children whose postmaster is already dead. */
async function onLinux(dir: string): Promise<number[]> {
  const folder = await realpath(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (folder === undefined) return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const working = pids.map(async (pid) => {
    try {
      const [cwd, name] = [await readlink(`/proc/${pid}/cwd`), await readFile(`/proc/${pid}/comm`, 'utf8')];
      return cwd === folder && PROGRAMS.has(name.trim()) && isProcessAlive(Number(pid));
    } catch {
      // Gone since, or another user's and so not one of ours.
      return false;
    }
  });
  const mine = await Promise.all(working);
  return pids.filter((_, index) => mine[index]).map(Number);
}

/** Elsewhere: the postmaster that the folder names, if that process is a PostgreSQL on it and not a later namesake. */
function elsewhere(dir: string, pid: number | undefined): number[] {
  if (pid === undefined || !isProcessAlive(pid)) return [];
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes('postgres') && stdout.includes(dir) ? [pid] : [];
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Stops the server that an earlier CloudFair left running on this folder when it was killed, and clears its pid file, so
 * that a new server can start. Acknowledged writes are in the log on disk and survive each of the steps.
 *
 * Stopped and not adopted: a child of our own is told from a stranger, dies with us and can be waited for.
 *
 * @throws SetupError when it cannot be stopped.
 */
export async function stopOrphan(dir: string, log: SetupLog): Promise<void> {
  const pidFile = path.join(dir, 'postmaster.pid');
  const recorded = await recordedPid(pidFile);
  const find = () => (process.platform === 'linux' ? onLinux(dir) : Promise.resolve(elsewhere(dir, recorded)));
  let left = await find();
  if (left.length > 0)
    log.warn(`stopping the database server left by a killed CloudFair (process ${recorded ?? left[0]})`);
  for (const [name, patienceMs] of STEPS) {
    if (left.length === 0) break;
    // The postmaster passes a gentle stop on to its children; without one each child is told.
    const told = recorded !== undefined && left.includes(recorded) && name !== 'SIGKILL' ? [recorded] : left;
    for (const pid of told) signal(pid, name);
    const until = performance.now() + patienceMs;
    while (left.length > 0 && performance.now() < until) {
      await delay(POLL_MS);
      left = await find();
    }
  }
  if (left.length > 0)
    throw new SetupError(`the database server of an earlier CloudFair (process ${left[0]}) does not stop; end it`);
  // Cleared only when its process is seen to be gone: PostgreSQL itself takes a namesake's pid for its own server's.
  if (recorded !== undefined && (process.platform === 'linux' || isProcessAlive(recorded)))
    await rm(pidFile, { force: true });
}
