import type { Consumer, RtpParameters, Transport } from 'mediasoup-client/types';
import type { ConsumerParams } from '#shared/contract/media.ts';
import type { RemotePeers } from './remote-peers.ts';
import type { Ask } from './session-requests.ts';
import { isRefusal } from './signaling.ts';

/** Receives the others' streams over one transport and hands their tracks to `RemotePeers`. */
export class Receiver {
  readonly #transport: Transport;
  readonly #remote: RemotePeers;
  readonly #ask: Ask;
  readonly #consumers = new Map<string, { consumer: Consumer; peerId: string }>();

  constructor(transport: Transport, remote: RemotePeers, ask: Ask) {
    this.#transport = transport;
    this.#remote = remote;
    this.#ask = ask;
  }

  /** Makes receivers for streams, all in one negotiation, then lets them flow. */
  async receive(list: ConsumerParams[]): Promise<void> {
    if (list.length === 0) return;
    await Promise.all(list.map((params) => this.#open(params)));
    const consumerIds = list.map(({ consumerId }) => consumerId);
    await this.#ask('media:resumeConsumer', { consumerIds }).catch((error: unknown) => {
      // A stream that ended while its receiver was being made; the others flow.
      if (!isRefusal(error) || error.code !== 'notFound') throw error;
    });
  }

  /** One stream ended. */
  stopProducer(producerId: string): void {
    this.#consumers.get(producerId)?.consumer.close();
    this.#consumers.delete(producerId);
  }

  /** All streams of somebody who is gone. */
  stopPeer(peerId: string): void {
    for (const [producerId, sent] of this.#consumers) if (sent.peerId === peerId) this.stopProducer(producerId);
  }

  async #open({ consumerId, producerId, peerId, source, kind, rtpParameters }: ConsumerParams): Promise<void> {
    const consumer = await this.#transport.consume({
      id: consumerId,
      producerId,
      kind,
      // mediasoup-client's list of header extensions lags behind the server's; it passes over those it does not know.
      rtpParameters: rtpParameters as RtpParameters,
      // One id for voice and face keeps them in step; the screen has its own.
      streamId: `${peerId}-${source === 'screen' ? 'screen' : 'person'}`,
    });
    this.#consumers.set(producerId, { consumer, peerId });
    this.#remote.addTrack(peerId, producerId, consumer.track);
  }
}
