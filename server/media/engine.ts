import { setLogEventListeners } from 'mediasoup';
import {
  type JoinOptions,
  type MediaAudit,
  type MediaEngine,
  type MediaEngineOptions,
  MediaError,
  type MediaLogger,
  type MediaStats,
  type PeerSession,
} from './media-rooms.ts';
import { Room } from './room.ts';
import { WorkerPool } from './worker-pool.ts';

export type * from './media-rooms.ts';
export { MediaError } from './media-rooms.ts';
export { MediaPortError } from './worker-process.ts';

/** A worker that does not answer within this time is not ready for new calls. */
const HEALTHY_WITHIN_MS = 1000;

/**
 * Starts the workers and gives the engine. Rejects with a `MediaPortError` that names the port where one is taken; nothing
 * is left running then.
 */
export async function createMediaEngine(options: MediaEngineOptions): Promise<MediaEngine> {
  const { logger, workerBin, listenIp, announcedAddress, portMin } = options;
  logWith(logger);
  const settings = Array.from({ length: options.workers }, (_, index) => {
    return { workerBin, listenIp, announcedAddress, port: portMin + index, logger };
  });
  const pool = await WorkerPool.start(settings, logger);
  const rooms = new Map<string, Room>();
  let closing: Promise<void> | null = null;

  function roomOf(roomId: string): Room {
    const open = rooms.get(roomId);
    if (open !== undefined) return open;
    const room = new Room(roomId, pool, logger, (closed) => {
      if (rooms.get(roomId) === closed) rooms.delete(roomId);
    });
    rooms.set(roomId, room);
    return room;
  }

  return {
    async join(join: JoinOptions): Promise<PeerSession> {
      if (closing !== null) throw new MediaError('mediaUnavailable', 'the media engine is closing');
      return roomOf(join.roomId).join(join);
    },
    closeRoom(roomId, reason) {
      rooms.get(roomId)?.close(reason);
    },
    stats(): MediaStats {
      const peers = [...rooms.values()].flatMap((room) => room.peers);
      const sum = (of: (peer: (typeof peers)[number]) => number) => peers.reduce((total, peer) => total + of(peer), 0);
      return {
        workers: pool.workers.map((worker) => worker.stats()),
        rooms: rooms.size,
        peers: peers.length,
        transports: sum((peer) => peer.counts.transports),
        producers: sum((peer) => peer.counts.producers),
        consumers: sum((peer) => peer.counts.consumers),
        restarts: pool.restarts,
      };
    },
    async audit(): Promise<MediaAudit> {
      const each = await Promise.all(pool.workers.map((worker) => worker.audit()));
      return {
        routers: each.reduce((sum, { routers }) => sum + routers, 0),
        transports: each.reduce((sum, { transports }) => sum + transports, 0),
      };
    },
    healthy: () => pool.healthy(HEALTHY_WITHIN_MS),
    close() {
      closing ??= (async () => {
        for (const room of [...rooms.values()]) room.close('shutdown');
        await pool.close();
      })();
      return closing;
    },
  };
}

/** mediasoup logs through one listener for the whole process. */
function logWith(logger: MediaLogger): void {
  setLogEventListeners({
    onwarn: (from, words) => logger.warn({ from }, words),
    onerror: (from, words, error) => logger.error({ from, err: error }, words),
  });
}
