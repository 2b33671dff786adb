import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** A server process a test started and owns. */
export interface OwnedProcess {
  pid: number;
  /** Everything it wrote so far, standard output and error together. */
  output(): string;
  /** Ends it and waits for it; asks first, forces after five seconds. Safe to call twice. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Resolves with its exit code, or `null` when a signal ended it. */
  exited: Promise<number | null>;
}

const POLL_MS = 50;
const FORCE_AFTER_MS = 5_000;

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Starts a program and waits until `ready` says so.
 *
 * @throws Error with all it wrote when it ends before that, or is not ready in `readyWithinMs`.
 */
export async function startOwned(
  command: readonly string[],
  options: {
    env?: Record<string, string>;
    uid?: number;
    gid?: number;
    ready?: () => Promise<boolean>;
    readyWithinMs?: number;
  },
): Promise<OwnedProcess> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      written += text;
    });
  }
  // A test runner that is cut short takes its servers with it.
  const killNow = () => void child.kill('SIGKILL');
  process.once('exit', killNow);
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => {
    process.off('exit', killNow);
    return code ?? null;
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
  });
  failed.catch(() => killNow());

  const owned: OwnedProcess = {
    pid: child.pid ?? -1,
    output: () => written,
    exited,
    async stop(signal = 'SIGTERM') {
      if (ended(child)) return;
      child.kill(signal);
      const force = setTimeout(killNow, FORCE_AFTER_MS);
      await exited;
      clearTimeout(force);
    },
  };

  const waitUntilReady = async () => {
    const deadline = performance.now() + (options.readyWithinMs ?? 20_000);
    while (options.ready !== undefined && !(await options.ready())) {
      if (ended(child)) throw new Error(`${command.join(' ')} ended with ${child.exitCode}:\n${written}`);
      if (performance.now() > deadline) {
        await owned.stop('SIGKILL');
        throw new Error(`${command.join(' ')} was not ready in time:\n${written}`);
      }
      await delay(POLL_MS);
    }
  };
  await Promise.race([waitUntilReady(), failed]);
  return owned;
}
