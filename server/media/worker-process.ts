import { setPriority } from 'node:os';
import process from 'node:process';
import { createWorker } from 'mediasoup';
import type { Router, WebRtcServer, Worker } from 'mediasoup/types';
import type { MediaAudit, MediaLogger, WorkerStats } from './media-rooms.ts';
import { ROUTER_CODECS, SOCKET_BUFFER_BYTES } from './router-settings.ts';

/** Below normal niceness: a busy neighbour on the core cost 14.5 % of the packets at nice 0 (figures.md). */
const WORKER_PRIORITY = -10;

export type WorkerSettings = {
  workerBin: string;
  listenIp: string;
  announcedAddress: string | undefined;
  port: number;
  logger: MediaLogger;
};

/** The media port could not be opened. The message names address, port and the setting that moves it. */
export class MediaPortError extends Error {
  readonly port: number;

  constructor(settings: WorkerSettings, cause: Error) {
    const where = `${settings.listenIp}:${settings.port}`;
    const taken = /address already in use|EADDRINUSE/i.test(cause.message);
    const protocol = /protocol:(udp|tcp)/.exec(cause.message)?.[1]?.toUpperCase() ?? 'UDP or TCP';
    super(
      taken
        ? `Media port ${where} (${protocol}) is taken by another process: stop it, or move the media ports with RTC_PORT_MIN.`
        : `Media port ${where} (${protocol}) cannot be opened: ${cause.message}. Check RTC_LISTEN_IP and RTC_PORT_MIN.`,
      { cause },
    );
    this.name = 'MediaPortError';
    this.port = settings.port;
  }
}

/** One mediasoup worker with its one port; the router of each room placed on it is made here. */
export class WorkerProcess {
  readonly port: number;
  readonly #worker: Worker;
  readonly webRtcServer: WebRtcServer;
  readonly #onDied = new Set<() => void>();
  #rooms = 0;
  #roomsSinceSample = 0;
  #cpu = 0;
  #sampled: { atMs: number; cpuMs: number } | null = null;

  private constructor(worker: Worker, webRtcServer: WebRtcServer, port: number) {
    this.#worker = worker;
    this.webRtcServer = webRtcServer;
    this.port = port;
    worker.on('died', () => {
      for (const listener of [...this.#onDied]) listener();
    });
  }

  /** Spawns the worker and opens its port. Rejects with `MediaPortError` where the port cannot be had. */
  static async start(settings: WorkerSettings): Promise<WorkerProcess> {
    const worker = await spawnWorker(settings.workerBin);
    raisePriority(worker.pid, settings.logger);
    try {
      const address = {
        ip: settings.listenIp,
        ...(settings.announcedAddress === undefined ? {} : { announcedAddress: settings.announcedAddress }),
        port: settings.port,
        recvBufferSize: SOCKET_BUFFER_BYTES,
        sendBufferSize: SOCKET_BUFFER_BYTES,
      };
      const server = await worker.createWebRtcServer({
        listenInfos: [
          { protocol: 'udp', ...address },
          { protocol: 'tcp', ...address },
        ],
      });
      return new WorkerProcess(worker, server, settings.port);
    } catch (error) {
      await closeWorker(worker);
      throw error instanceof Error ? new MediaPortError(settings, error) : error;
    }
  }

  get pid(): number {
    return this.#worker.pid;
  }

  get alive(): boolean {
    return !this.#worker.closed;
  }

  /** For choosing: the measured share of a core, and what rooms placed since then will add (0.5 % each, figures.md). */
  get load(): number {
    return this.#cpu + this.#roomsSinceSample * 0.005;
  }

  stats(): WorkerStats {
    return { pid: this.pid, port: this.port, rooms: this.#rooms, cpu: this.#cpu };
  }

  /** Calls back once the process died by itself; the answer stops listening. */
  onDied(listener: () => void): () => void {
    this.#onDied.add(listener);
    return () => this.#onDied.delete(listener);
  }

  /** A router for one room, counted until it closes. */
  async createRouter(): Promise<Router> {
    const router = await this.#worker.createRouter({ mediaCodecs: ROUTER_CODECS });
    this.#rooms += 1;
    this.#roomsSinceSample += 1;
    router.observer.once('close', () => {
      this.#rooms -= 1;
    });
    return router;
  }

  /** Asks the process for its CPU time: proves that it answers, and measures its load. */
  async sample(): Promise<void> {
    const usage = await this.#worker.getResourceUsage();
    const now = { atMs: performance.now(), cpuMs: usage.ru_utime + usage.ru_stime };
    if (this.#sampled !== null && now.atMs > this.#sampled.atMs) {
      this.#cpu = (now.cpuMs - this.#sampled.cpuMs) / (now.atMs - this.#sampled.atMs);
    }
    this.#sampled = now;
    this.#roomsSinceSample = 0;
  }

  /** What the process itself holds now. */
  async audit(): Promise<MediaAudit> {
    const [worker, server] = await Promise.all([this.#worker.dump(), this.webRtcServer.dump()]);
    return { routers: worker.routerIds.length, transports: server.webRtcTransportIds.length };
  }

  /** Ends a process that no longer answers; `onDied` follows. */
  kill(): void {
    if (this.alive) process.kill(this.pid, 'SIGKILL');
  }

  /** Ends the process and waits for it. Idempotent. */
  async close(): Promise<void> {
    this.#onDied.clear();
    await closeWorker(this.#worker);
  }
}

/**
 * mediasoup closes every worker on SIGINT and SIGTERM of this process. The engine's owner decides when calls end (a drain lets
 * them finish), so those listeners are taken off again.
 */
async function spawnWorker(workerBin: string): Promise<Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((signal) => [signal, new Set(process.listeners(signal))]));
  const starting = createWorker({ workerBin, logLevel: 'warn' });
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.has(listener)) process.removeListener(signal, listener);
    }
  }
  return starting;
}

async function closeWorker(worker: Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const ended = new Promise<void>((resolve) => worker.once('subprocessclose', () => resolve()));
  worker.close();
  const stuck = setTimeout(() => process.kill(worker.pid, 'SIGKILL'), 2000);
  await ended;
  clearTimeout(stuck);
}

function raisePriority(pid: number, logger: MediaLogger): void {
  try {
    setPriority(pid, WORKER_PRIORITY);
  } catch (error) {
    logger.debug({ pid, err: error }, 'media worker keeps normal priority: not permitted to raise it');
  }
}
