import type { Consumer, Producer, Router, WebRtcTransport } from 'mediasoup/types';
import {
  type ConsumerParams,
  kindOf,
  type MediaRequest,
  type MediaSource,
  type ProducerView,
} from '#shared/contract/media.ts';
import type { DtlsParameters, IceParameters, RtpCapabilities } from '#shared/contract/media-rtp.ts';
import { MediaError } from './media-rooms.ts';
import { INITIAL_OUTGOING_BITRATE } from './router-settings.ts';
import { asking, consumerParams, type SentStream, transportParams } from './wire.ts';
import type { WorkerProcess } from './worker-process.ts';

/** A room's place on a worker, for one epoch. */
export type Seat = { worker: WorkerProcess; router: Router; epoch: number };

/** Everything one peer holds on the worker in one epoch: a transport each way, its producers, its consumers. Ids of other peers are unknown here. */
export class PeerMedia {
  readonly #router: Router;
  readonly #send: WebRtcTransport;
  readonly #recv: WebRtcTransport;
  readonly #connected = new Set<WebRtcTransport>();
  readonly #producers = new Map<MediaSource, Producer>();
  /** Sources being opened, so that two requests in flight cannot both pass the cap. */
  readonly #opening = new Set<MediaSource>();
  readonly #consumers = new Map<string, Consumer>();
  #capabilities: RtpCapabilities | null = null;

  private constructor(router: Router, send: WebRtcTransport, recv: WebRtcTransport) {
    this.#router = router;
    this.#send = send;
    this.#recv = recv;
  }

  /** Opens both transports on the seat's worker. */
  static async open(seat: Seat): Promise<PeerMedia> {
    const options = {
      webRtcServer: seat.worker.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    };
    const [send, recv] = await Promise.all([
      seat.router.createWebRtcTransport(options),
      seat.router.createWebRtcTransport(options),
    ]);
    return new PeerMedia(seat.router, send, recv);
  }

  get transports() {
    return { sendTransport: transportParams(this.#send), recvTransport: transportParams(this.#recv) };
  }

  get counts() {
    return { transports: 2, producers: this.#producers.size, consumers: this.#consumers.size };
  }

  /** Frees all of it on the worker. Idempotent. */
  close(): void {
    this.#send.close();
    this.#recv.close();
  }

  async connect(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    const transport = this.#transport(transportId);
    if (this.#connected.has(transport)) throw new MediaError('mediaConflict', 'the transport is connected already');
    this.#connected.add(transport);
    await asking('connect', transport.connect({ dtlsParameters }));
  }

  async restartIce(transportId: string): Promise<IceParameters> {
    return asking('restart ICE', this.#transport(transportId).restartIce());
  }

  async produce({
    transportId,
    source,
    rtpParameters,
    paused,
  }: MediaRequest<'media:produce'>): Promise<{ producerId: string; producer: Producer }> {
    if (transportId !== this.#send.id) throw unknownId('send transport');
    if (this.#producers.has(source) || this.#opening.has(source)) {
      throw new MediaError('mediaLimit', `this peer already sends its ${source}`);
    }
    this.#opening.add(source);
    try {
      const producer = await asking('produce', this.#send.produce({ kind: kindOf(source), rtpParameters, paused }));
      this.#producers.set(source, producer);
      producer.observer.once('close', () => this.#producers.delete(source));
      return { producerId: producer.id, producer };
    } finally {
      this.#opening.delete(source);
    }
  }

  /** One of this peer's own producers. */
  producer(producerId: string): Producer {
    for (const producer of this.#producers.values()) if (producer.id === producerId) return producer;
    throw unknownId('producer');
  }

  /** What this peer sends now. */
  sent(): { source: MediaSource; producer: Producer }[] {
    return [...this.#producers].map(([source, producer]) => ({ source, producer }));
  }

  /** Takes note of what the client can receive: once, before the first consumer. */
  declare(capabilities: RtpCapabilities): void {
    if (this.#capabilities !== null) throw new MediaError('mediaConflict', 'what can be received was said already');
    this.#capabilities = capabilities;
  }

  /** A paused consumer of somebody else's stream; null where the client cannot receive it or the stream just ended. */
  async consume({ peerId, source, producer }: SentStream): Promise<ConsumerParams | null> {
    const rtpCapabilities = this.#capabilities;
    if (rtpCapabilities === null || producer.closed) return null;
    try {
      if (!this.#router.canConsume({ producerId: producer.id, rtpCapabilities })) return null;
      const consumer = await this.#recv.consume({ producerId: producer.id, rtpCapabilities, paused: true });
      this.#consumers.set(consumer.id, consumer);
      consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
      return consumerParams(consumer, peerId, source);
    } catch (error) {
      if (producer.closed || this.#recv.closed) return null;
      return asking('consume', Promise.reject(error));
    }
  }

  /** Resumes those that are there; an id that is not (its stream may just have ended) is refused after that. */
  async resumeConsumers(consumerIds: string[]): Promise<void> {
    const consumers = consumerIds.flatMap((id) => this.#consumers.get(id) ?? []);
    await asking('resume', Promise.all(consumers.map((consumer) => consumer.resume())));
    if (consumers.length < consumerIds.length) throw unknownId('consumer');
  }

  #transport(id: string): WebRtcTransport {
    if (id === this.#send.id) return this.#send;
    if (id === this.#recv.id) return this.#recv;
    throw unknownId('transport');
  }
}

/** A producer as others are told of it. */
export function producerView(source: MediaSource, producer: Producer): ProducerView {
  return { producerId: producer.id, source, paused: producer.paused };
}

function unknownId(what: string): MediaError {
  return new MediaError('notFound', `this peer has no such ${what}`);
}
