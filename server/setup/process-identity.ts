import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether a process with this id is there, whoever owns it. A zombie, dead but not yet collected by its parent, is not.
 */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return process.platform !== 'linux' || linuxStat(pid)?.state !== 'Z';
}

/** Two fields of /proc/PID/stat: the state (field 3) and the start time in ticks since boot (field 22). See proc(5). */
function linuxStat(pid: number): { state: string; startTicks: string } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
  // The second field is the command's name in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === undefined || startTicks === undefined) throw new Error(`/proc/${pid}/stat has another form: ${stat}`);
  return { state, startTicks };
}

/**
 * What tells this run of a process id from another process that got the same id later: on Linux the boot and the start
 * in ticks since boot, elsewhere the start time as `ps` gives it. Holds no spaces. Undefined when there is no such process.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = linuxStat(pid);
    return stat && `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${stat.startTicks}`;
  }
  if (!isProcessAlive(pid)) return undefined;
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C' },
    });
    return started.trim().replaceAll(/\s+/g, '_');
  } catch {
    // `ps` ends with 1 when the process has gone since.
    return undefined;
  }
}
