import { MediaError, type MediaLogger } from './media-rooms.ts';
import { WorkerProcess, type WorkerSettings } from './worker-process.ts';

/** A worker is asked for a sign of life this often, and killed after this many silent rounds: found in at most 8 s. */
const WATCH_EVERY_MS = 2000;
const MISSES_ALLOWED = 3;
/** A slot starts at most one worker a second; one that lived longer is replaced at once. */
const START_EVERY_MS = 1000;
/** From the fifth death within a minute on it is a crash loop: each doubles the pause before the next start, from 2 s to 30 s. */
const CRASH_WINDOW_MS = 60_000;
const CRASH_LOOP_FROM = 5;
const CRASH_PAUSE_MS = 2000;
const CRASH_PAUSE_MAX_MS = 30_000;
/** How long a room waits for a worker while none lives. */
const PICK_PATIENCE_MS = 10_000;

type Slot = {
  settings: WorkerSettings;
  worker: WorkerProcess | null;
  startedAt: number;
  deaths: number[];
  misses: number;
};

/** Keeps a fixed number of workers alive: watches them, replaces those that die or hang, and names the least loaded. */
export class WorkerPool {
  readonly #logger: MediaLogger;
  readonly #slots: Slot[];
  readonly #waiting = new Set<() => void>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  readonly #replacing = new Set<Promise<void>>();
  #watch: NodeJS.Timeout | null = null;
  #closed = false;
  #restarts = 0;

  private constructor(settings: WorkerSettings[], logger: MediaLogger) {
    this.#logger = logger;
    this.#slots = settings.map((one) => ({ settings: one, worker: null, startedAt: 0, deaths: [], misses: 0 }));
  }

  /** Starts all workers, or none: what started is closed again when one cannot. */
  static async start(settings: WorkerSettings[], logger: MediaLogger): Promise<WorkerPool> {
    const pool = new WorkerPool(settings, logger);
    const started = await Promise.allSettled(pool.#slots.map((slot) => pool.#fill(slot)));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed !== undefined) {
      await pool.close();
      throw failed.reason;
    }
    pool.#watch = setInterval(() => void pool.#watchAll(), WATCH_EVERY_MS);
    pool.#watch.unref();
    return pool;
  }

  get workers(): WorkerProcess[] {
    return this.#slots.flatMap((slot) => (slot.worker === null ? [] : [slot.worker]));
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** The least loaded live worker, waiting for a replacement while there is none. Rejects with `mediaUnavailable`. */
  async pick(): Promise<WorkerProcess> {
    const deadline = performance.now() + PICK_PATIENCE_MS;
    for (;;) {
      const [best] = this.workers.toSorted((a, b) => a.load - b.load || a.stats().rooms - b.stats().rooms);
      if (best !== undefined) return best;
      const leftMs = deadline - performance.now();
      if (this.#closed || leftMs <= 0) throw new MediaError('mediaUnavailable', 'no media worker is running');
      await this.#filled(leftMs);
    }
  }

  /** Whether every worker is there and answers within the time given (ms). */
  async healthy(withinMs: number): Promise<boolean> {
    const alive = await Promise.all(
      this.#slots.map(async ({ worker }) => worker !== null && (await answers(worker, withinMs))),
    );
    return alive.every(Boolean);
  }

  /** Ends all workers and waits for them. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#watch !== null) clearInterval(this.#watch);
    for (const pause of this.#pauses) clearTimeout(pause);
    for (const wake of this.#waiting) wake();
    await Promise.allSettled(this.#replacing);
    await Promise.all(this.workers.map((worker) => worker.close()));
    for (const slot of this.#slots) slot.worker = null;
  }

  async #fill(slot: Slot): Promise<void> {
    slot.startedAt = performance.now();
    const worker = await WorkerProcess.start(slot.settings);
    if (this.#closed) return worker.close();
    worker.onDied(() => this.#replace(slot, worker));
    slot.worker = worker;
    slot.misses = 0;
    this.#logger.debug({ pid: worker.pid, port: worker.port }, 'media worker ready');
    for (const wake of this.#waiting) wake();
  }

  #replace(slot: Slot, dead: WorkerProcess): void {
    if (slot.worker !== dead) return;
    slot.worker = null;
    this.#restarts += 1;
    this.#logger.error({ pid: dead.pid, port: dead.port }, 'media worker died; replacing it');
    this.#refill(slot);
  }

  #refill(slot: Slot): void {
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      const filling = this.#fill(slot).catch((error: unknown) => {
        this.#logger.error(
          { port: slot.settings.port, err: error },
          'media worker could not be replaced; trying again',
        );
        if (!this.#closed) this.#refill(slot);
      });
      this.#replacing.add(filling);
      void filling.finally(() => this.#replacing.delete(filling));
    }, pauseBefore(slot));
    this.#pauses.add(pause);
  }

  async #watchAll(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#watchOne(slot)));
  }

  async #watchOne(slot: Slot): Promise<void> {
    const { worker } = slot;
    if (worker === null) return;
    const alive = await answers(worker, WATCH_EVERY_MS - 100);
    if (slot.worker !== worker) return;
    slot.misses = alive ? 0 : slot.misses + 1;
    if (slot.misses < MISSES_ALLOWED) return;
    this.#logger.error({ pid: worker.pid }, 'media worker hangs; killing it');
    worker.kill();
  }

  #filled(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, withinMs);
      this.#waiting.add(wake);
    });
  }
}

/** Counts one more death, and says how long to wait before the next start (ms). */
function pauseBefore(slot: Slot): number {
  const now = performance.now();
  slot.deaths = [...slot.deaths.filter((at) => now - at < CRASH_WINDOW_MS), now];
  const loops = slot.deaths.length - CRASH_LOOP_FROM;
  if (loops >= 0) return Math.min(CRASH_PAUSE_MAX_MS, CRASH_PAUSE_MS * 2 ** loops);
  return Math.max(0, START_EVERY_MS - (now - slot.startedAt));
}

/** Whether the worker answers in time. A stall of our own event loop is not held against it: what arrived meanwhile is read first. */
function answers(worker: WorkerProcess, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => setImmediate(() => resolve(false)), withinMs);
    worker.sample().then(
      () => settle(true),
      () => settle(false),
    );
    function settle(alive: boolean) {
      clearTimeout(timer);
      resolve(alive);
    }
  });
}
