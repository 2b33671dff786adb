import type { MediaAnswer, PeerGoneReason, RoomClosedReason } from '#shared/contract/media.ts';
import { type JoinOptions, MediaError, type MediaLogger, type PeerSession } from './media-rooms.ts';
import { Peer, type PeerHome } from './peer.ts';
import { PeerMedia, type Seat } from './peer-media.ts';
import { asking, routerCapabilities } from './wire.ts';
import type { WorkerPool } from './worker-pool.ts';

/** How often a room tries to be seated while workers die under it, before it gives up. */
const SEAT_ATTEMPTS = 3;

/** Who is in one call, and on which worker. When that worker dies the room moves to another under a new epoch. */
export class Room implements PeerHome {
  readonly roomId: string;
  readonly #pool: WorkerPool;
  readonly logger: MediaLogger;
  readonly #onClosed: (room: Room) => void;
  readonly #peers = new Map<string, Peer>();
  /** By user: the number of their latest join, so that an earlier one that takes longer does not win. */
  readonly #latestJoin = new Map<string, number>();
  #joins = 0;
  #joining = 0;
  #epoch = 0;
  #seat: Promise<Seat>;
  #leaveSeat: () => void = () => undefined;
  #closed = false;

  constructor(roomId: string, pool: WorkerPool, logger: MediaLogger, onClosed: (room: Room) => void) {
    this.roomId = roomId;
    this.#pool = pool;
    this.logger = logger;
    this.#onClosed = onClosed;
    this.#seat = this.#takeSeat();
  }

  get peers(): Peer[] {
    return [...this.#peers.values()];
  }

  others(self: Peer): Peer[] {
    return this.peers.filter((peer) => peer !== self);
  }

  /** Lets somebody in; whoever of the same user was here is superseded. Rejects with `MediaError`. */
  async join(options: JoinOptions): Promise<PeerSession> {
    this.#joins += 1;
    const turn = this.#joins;
    this.#latestJoin.set(options.userId, turn);
    this.#joining += 1;
    try {
      const { seat, media } = await this.#openMedia();
      if (this.#closed || this.#latestJoin.get(options.userId) !== turn) {
        media.close();
        throw this.#closed ? roomClosed() : new MediaError('mediaConflict', 'superseded by a later join');
      }
      const peer = new Peer(options, media, this);
      this.#welcome(peer);
      peer.joined = await this.#answer(peer, seat, media, options);
      return peer;
    } finally {
      this.#joining -= 1;
      this.#closeIfEmpty();
    }
  }

  left(self: Peer, reason: PeerGoneReason): void {
    this.#peers.delete(self.peerId);
    for (const peer of this.#peers.values()) peer.tell({ type: 'peerLeft', peerId: self.peerId, reason });
    this.#closeIfEmpty();
  }

  /** Ends the call for everybody. Idempotent. */
  close(reason: RoomClosedReason): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const peer of this.#peers.values()) {
      peer.tell({ type: 'roomClosed', reason });
      peer.release(reason);
    }
    this.#peers.clear();
    this.#leaveSeat();
    this.#onClosed(this);
  }

  /** Transports on the present seat, again when the seat's worker dies meanwhile. */
  async #openMedia(): Promise<{ seat: Seat; media: PeerMedia }> {
    for (;;) {
      const seat = await this.#seat;
      try {
        const media = await asking('open transports', PeerMedia.open(seat));
        if (seat.epoch === this.#epoch) return { seat, media };
        media.close();
      } catch (error) {
        if (this.#closed) throw roomClosed();
        if (seat.epoch === this.#epoch) throw error;
      }
    }
  }

  /** In one step, so that nobody sees the person twice or not at all. */
  #welcome(peer: Peer): void {
    const earlier = this.peers.find(({ userId, peerId }) => userId === peer.userId || peerId === peer.peerId);
    if (earlier !== undefined) {
      earlier.tell({ type: 'superseded' });
      earlier.release('superseded');
      this.#peers.delete(earlier.peerId);
    }
    this.#peers.set(peer.peerId, peer);
    const replaces = earlier?.peerId ?? null;
    for (const other of this.others(peer)) other.tell({ type: 'peerJoined', peer: peer.view(), replaces });
  }

  async #answer(
    peer: Peer,
    { epoch, router }: Seat,
    media: PeerMedia,
    { rtpCapabilities, iceServers }: JoinOptions,
  ): Promise<MediaAnswer<'media:join'>> {
    const { peerId } = peer;
    const peers = this.others(peer).map((other) => other.view());
    const here = { peerId, epoch, routerRtpCapabilities: routerCapabilities(router), ...media.transports, iceServers };
    try {
      const consumers = rtpCapabilities === null ? [] : await peer.receive(rtpCapabilities);
      return { ...here, peers, consumers };
    } catch (error) {
      peer.close('left');
      throw error;
    }
  }

  async #takeSeat(): Promise<Seat> {
    this.#epoch += 1;
    const epoch = this.#epoch;
    for (let attempt = 1; ; attempt += 1) {
      const worker = await this.#pool.pick();
      try {
        return this.#sit({ worker, router: await worker.createRouter(), epoch });
      } catch (error) {
        if (this.#closed || worker.alive || attempt === SEAT_ATTEMPTS)
          return asking('open the room', Promise.reject(error));
      }
    }
  }

  #sit(seat: Seat): Seat {
    if (this.#closed) {
      seat.router.close();
      throw roomClosed();
    }
    const stopWatching = seat.worker.onDied(() => this.#move());
    this.#leaveSeat = () => {
      stopWatching();
      seat.router.close();
    };
    return seat;
  }

  /** The worker died with everything on it: seat the room elsewhere, and tell everybody to come along. */
  #move(): void {
    this.#leaveSeat();
    for (const peer of this.#peers.values()) peer.dropMedia();
    this.#seat = this.#takeSeat();
    this.#seat.catch((error: unknown) => {
      this.logger.error({ roomId: this.roomId, err: error }, 'media room lost its worker and found no other');
      this.close('mediaUnavailable');
    });
    for (const peer of this.#peers.values()) peer.tell({ type: 'reset', epoch: this.#epoch });
  }

  #closeIfEmpty(): void {
    if (this.#peers.size === 0 && this.#joining === 0) this.close('ended');
  }
}

function roomClosed(): MediaError {
  return new MediaError('mediaConflict', 'the room was closed');
}
