import { setTimeout as delay } from 'node:timers/promises';
import { lockDataFolder } from '../data-folder-lock.ts';
import { SetupError } from '../setup-error.ts';
import type { SetupLog } from '../setup-log.ts';
import { findPostgres } from './binaries.ts';
import { type Cluster, openCluster, ROLE } from './cluster.ts';
import { stopOrphan } from './orphan.ts';
import { freePort, type Postmaster, startPostmaster } from './postmaster.ts';

/** Waits between attempts to start a server again that ended by itself: the last one for every further attempt. */
const RESTART_WAITS_MS = [200, 500, 1_000, 2_000, 5_000] as const;

/** The free port is looked up before the server binds it: another program may be quicker. */
const PORT_ATTEMPTS = 3;

/** What the embedded database needs. */
export interface EmbeddedPostgresOptions {
  /** Absolute path of DATA_DIR. */
  dataDir: string;
  /** Told in a few words what is being done, for a person who waits. */
  onProgress: (message: string) => void;
  log: SetupLog;
  /** False gives up fsync: for tests whose data nobody needs after a crash. Default true. */
  durable?: boolean;
}

/** The embedded PostgreSQL server while it runs. */
export interface EmbeddedPostgres {
  /** `postgres://cloudfair:...@127.0.0.1:port/cloudfair`; the same over a restart of the server. */
  url: string;
  /** The server's process id; undefined while it is being started again. */
  pid(): number | undefined;
  /** Ends the server with a fast shutdown (at most 20 s) and gives the data folder back. May be called twice. */
  stop(): Promise<void>;
}

async function startOnFreePort(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return await startPostmaster(cluster, port, options.durable ?? true, options.log, options.onProgress);
    } catch (error) {
      const taken = error instanceof SetupError && /could not (bind|create any TCP)/i.test(error.message);
      if (!taken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

/** Keeps a server running: one that ends by itself, killed for memory or out of disk, is started again on its port. */
function supervise(first: Postmaster, cluster: Cluster, options: EmbeddedPostgresOptions, unlock: () => void) {
  const { log, dataDir } = options;
  const stopping = new AbortController();
  let running: Postmaster | undefined = first;

  const restart = async (): Promise<Postmaster | undefined> => {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      const waitMs = RESTART_WAITS_MS[Math.min(attempt, RESTART_WAITS_MS.length - 1)];
      try {
        await delay(waitMs, undefined, { signal: stopping.signal });
        await stopOrphan(cluster.dir, log);
        return await startPostmaster(cluster, first.port, options.durable ?? true, log, (message) => log.info(message));
      } catch (error) {
        if (!stopping.signal.aborted) log.error(`the database does not start again yet: ${(error as Error).message}`);
      }
    }
    return undefined;
  };

  const watch = async () => {
    while (running !== undefined) {
      const reason = await running.ended;
      running = undefined;
      if (stopping.signal.aborted) return;
      log.error(`the database server in ${dataDir} ended by itself (${reason}); starting it again`);
      running = await restart();
      if (running !== undefined) log.info(`the database server runs again (process ${running.pid})`);
    }
  };
  const watching = watch();

  // When the process ends without stop(), at least ask the server to end; the next start deals with what is left.
  const atExit = () => {
    if (running !== undefined) process.kill(running.pid, 'SIGINT');
  };
  process.once('exit', atExit);

  const stop = async () => {
    stopping.abort();
    await running?.stop();
    await watching;
    // A restart that was under way when the stop came.
    await running?.stop();
    process.removeListener('exit', atExit);
    unlock();
  };
  let stopped: Promise<void> | undefined;
  return {
    pid: () => running?.pid,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/**
 * Starts the PostgreSQL that npm brought on a folder inside the data folder, made at the first start: fsync on, UTF-8,
 * on 127.0.0.1 at a free port with a random password. A server left by a killed CloudFair is stopped first.
 *
 * @throws SetupError with one readable line, within 2 s when another CloudFair holds the data folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, onProgress } = options;
  if (process.platform === 'win32') {
    throw new SetupError('the embedded database runs on Linux and macOS; on Windows use WSL, or set DATABASE_URL');
  }
  const unlock = lockDataFolder(dataDir);
  try {
    const cluster = await openCluster(dataDir, await findPostgres(), (dir) => stopOrphan(dir, log), onProgress);
    onProgress('starting');
    const postmaster = await startOnFreePort(cluster, options);
    const { pid, stop } = supervise(postmaster, cluster, options, unlock);
    return { url: `postgres://${ROLE}:${cluster.password}@127.0.0.1:${postmaster.port}/${ROLE}`, pid, stop };
  } catch (error) {
    unlock();
    throw error;
  }
}
