import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { SetupError } from '../setup-error.ts';
import type { SetupLog } from '../setup-log.ts';
import { type Cluster, dataArgument, postgresEnv } from './cluster.ts';

/** PostgreSQL's signals: fast, then immediate shutdown, then the end; and how long each gets. */
const STOP_STEPS = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

/** How often a long recovery after an unclean stop is told of. */
const PATIENCE_MS = 5_000;

/** A PostgreSQL server that takes connections. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Resolves with the reason when the server has ended, whoever ended it. */
  ended: Promise<string>;
  /** Ends it with a fast shutdown, and harder when that takes too long. At most 20 s; may be called twice. */
  stop(): Promise<void>;
}

/** Durability is given up only by the tests' own server, whose data nobody needs after a crash. */
function settings(port: number, durable: boolean): string[] {
  const chosen: Record<string, string> = {
    // TCP on the loopback with a password, and no Unix socket: one way on every platform, and no limit of 107 bytes
    // on the length of the data folder's path.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Failed statements are reported by who sent them; details could hold people's data.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_line_prefix: '',
    jit: 'off',
  };
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A TCP port of the loopback that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

/** Ends when the child has; false when it has not within this time. */
async function endsWithin(ended: Promise<string>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([ended.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function stopChild(child: ChildProcess, ended: Promise<string>, log: SetupLog): Promise<void> {
  for (const [name, patienceMs] of STOP_STEPS) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(name);
    if (await endsWithin(ended, patienceMs)) return;
    log.warn(`the database server has not ended ${patienceMs / 1000} s after ${name}`);
  }
}

/**
 * Starts a server on a cluster and waits until it takes connections, after a crash until its log is replayed.
 *
 * It runs in a session of its own: Ctrl-C reaches us alone, and we end it after our last transaction.
 *
 * @throws SetupError with what the server said when it ends before it is ready.
 */
export async function startPostmaster(
  cluster: Cluster,
  port: number,
  durable: boolean,
  log: SetupLog,
  onProgress: (message: string) => void,
): Promise<Postmaster> {
  const child = spawn(cluster.binaries.postgres, ['-D', dataArgument(cluster), ...settings(port, durable)], {
    ...cluster.runAs,
    cwd: cluster.dir,
    env: postgresEnv(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const startedAt = performance.now();
  const waiting = setInterval(() => {
    onProgress(`recovering after an unclean stop, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }, PATIENCE_MS);
  const said: string[] = [];
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signalName) => resolve(signalName ?? `exit code ${code}`));
  });
  const ready = new Promise<true>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (said.length > 20) said.shift();
      if (/^PANIC/.test(line)) log.error(`postgres: ${line}`);
      else if (/^FATAL/.test(line)) log.warn(`postgres: ${line}`);
      else log.debug(`postgres: ${line}`);
      if (line.includes('database system is ready to accept connections')) resolve(true);
    });
  });
  const outcome = await Promise.race([ready, ended]);
  clearInterval(waiting);
  if (outcome !== true || child.pid === undefined) {
    const why = said.findLast((line) => /^(FATAL|PANIC)/.test(line)) ?? said.at(-1) ?? '';
    throw new SetupError(`the database server did not start (${outcome}): ${why}`);
  }
  return { pid: child.pid, port, ended, stop: () => stopChild(child, ended, log) };
}
