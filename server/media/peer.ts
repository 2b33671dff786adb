import type { Producer } from 'mediasoup/types';
import type {
  ConsumerParams,
  MediaAnswer,
  MediaEvent,
  MediaRequest,
  MediaSource,
  PeerGoneReason,
  PeerView,
} from '#shared/contract/media.ts';
import {
  type JoinOptions,
  MediaError,
  type MediaLogger,
  type PeerCloseReason,
  type PeerRequestName,
  type PeerSession,
} from './media-rooms.ts';
import { parseMediaRequest } from './parse-request.ts';
import { type PeerMedia, producerView } from './peer-media.ts';
import { asking, type SentStream } from './wire.ts';

/** What a peer needs of the room it is in. */
export type PeerHome = {
  readonly logger: MediaLogger;
  others(self: Peer): Peer[];
  /** The peer closed itself; its media is freed already. */
  left(self: Peer, reason: PeerGoneReason): void;
};

type Handlers = { [Name in PeerRequestName]: (payload: MediaRequest<Name>) => Promise<MediaAnswer<Name>> };

/** One person's place in a room: validates requests, acts on this peer's own media only, tells the others. */
export class Peer implements PeerSession {
  readonly peerId: string;
  readonly userId: string;
  readonly roomId: string;
  readonly #displayRole: string;
  readonly #notify: JoinOptions['notify'];
  readonly #home: PeerHome;
  /** Null after the worker died, until this person joins again. */
  #media: PeerMedia | null;
  #joined: MediaAnswer<'media:join'> | null = null;
  #closed: PeerCloseReason | null = null;

  constructor(options: JoinOptions, media: PeerMedia, home: PeerHome) {
    this.peerId = options.peerId;
    this.userId = options.userId;
    this.roomId = options.roomId;
    this.#displayRole = options.displayRole;
    this.#notify = options.notify;
    this.#media = media;
    this.#home = home;
  }

  get closed(): boolean {
    return this.#closed !== null;
  }

  get joined(): MediaAnswer<'media:join'> {
    if (this.#joined === null) throw new MediaError('mediaNotJoined', 'the join is not finished');
    return this.#joined;
  }

  /** Set by the room, once the answer is complete. */
  set joined(answer: MediaAnswer<'media:join'>) {
    this.#joined = answer;
  }

  get counts() {
    return this.#media?.counts ?? { transports: 0, producers: 0, consumers: 0 };
  }

  view(): PeerView {
    const { peerId, userId } = this;
    const producers = this.#media?.sent().map(({ source, producer }) => producerView(source, producer)) ?? [];
    return { peerId, userId, displayRole: this.#displayRole, producers };
  }

  tell(event: MediaEvent): void {
    if (!this.closed) this.#notify({ to: this.peerId, event });
  }

  async request<Name extends PeerRequestName>(name: Name, payload: unknown): Promise<MediaAnswer<Name>> {
    const parsed = parseMediaRequest(name, payload);
    if (this.closed) throw new MediaError('mediaNotJoined', 'this peer left the room');
    return this.#handlers[name](parsed);
  }

  close(reason: PeerGoneReason): void {
    if (this.closed) return;
    if (reason === 'removed') this.tell({ type: 'roomClosed', reason });
    this.release(reason);
    this.#home.left(this, reason);
  }

  /** Closes without a word to the room: superseded by a later joining, or the room itself ended. */
  release(reason: PeerCloseReason): void {
    this.#closed ??= reason;
    this.dropMedia();
  }

  /** The worker is gone: what this peer held there is void. */
  dropMedia(): void {
    this.#media?.close();
    this.#media = null;
  }

  /** Says what can be received and gets consumers of everything others send. */
  async receive(rtpCapabilities: MediaRequest<'media:consume'>['rtpCapabilities']): Promise<ConsumerParams[]> {
    const media = this.#here();
    media.declare(rtpCapabilities);
    const streams = this.#home.others(this).flatMap((peer) => peer.#streams());
    const consumers = await Promise.all(streams.map((stream) => media.consume(stream)));
    return consumers.filter((consumer) => consumer !== null);
  }

  readonly #handlers: Handlers = {
    'media:connectTransport': async ({ transportId, dtlsParameters }) => {
      await this.#here().connect(transportId, dtlsParameters);
      return {};
    },
    'media:produce': async (request) => {
      const { producerId, producer } = await this.#here().produce(request);
      const { source } = request;
      for (const other of this.#home.others(this)) void other.#offer({ peerId: this.peerId, source, producer });
      return { producerId };
    },
    'media:closeProducer': async ({ producerId }) => {
      this.#here().producer(producerId).close();
      this.#tellOthers({ type: 'producerClosed', peerId: this.peerId, producerId });
      return {};
    },
    'media:pauseProducer': async ({ producerId }) => {
      await asking('pause', this.#here().producer(producerId).pause());
      this.#tellOthers({ type: 'producerPaused', peerId: this.peerId, producerId });
      return {};
    },
    'media:resumeProducer': async ({ producerId }) => {
      await asking('resume', this.#here().producer(producerId).resume());
      this.#tellOthers({ type: 'producerResumed', peerId: this.peerId, producerId });
      return {};
    },
    'media:consume': async ({ rtpCapabilities }) => ({ consumers: await this.receive(rtpCapabilities) }),
    'media:resumeConsumer': async ({ consumerIds }) => {
      await this.#here().resumeConsumers(consumerIds);
      return {};
    },
    'media:restartIce': async ({ transportId }) => ({ iceParameters: await this.#here().restartIce(transportId) }),
    'media:leave': async () => {
      this.close('left');
      return {};
    },
  };

  #here(): PeerMedia {
    if (this.#media === null) throw new MediaError('mediaNotJoined', 'the room moved to another worker: join again');
    return this.#media;
  }

  #streams(): SentStream[] {
    return this.#media?.sent().map((sent) => ({ peerId: this.peerId, ...sent })) ?? [];
  }

  /** Tells of a new stream, with a consumer made at once where this client can have one: no further round trip. */
  async #offer({ peerId, source, producer }: { peerId: string; source: MediaSource; producer: Producer }) {
    const media = this.#media;
    if (media === null) return;
    const consumer = await media.consume({ peerId, source, producer }).catch((error: unknown) => {
      this.#home.logger.warn({ roomId: this.roomId, peerId: this.peerId, err: error }, 'no consumer for a new stream');
      return null;
    });
    if (producer.closed || media !== this.#media) return;
    this.tell({ type: 'producerAdded', peerId, producer: producerView(source, producer), consumer });
  }

  #tellOthers(event: MediaEvent): void {
    for (const other of this.#home.others(this)) other.tell(event);
  }
}
