import type { Producer, Transport } from 'mediasoup-client/types';
import type { MediaSource } from '#shared/contract/media.ts';
import type { RtpParameters } from '#shared/contract/media-rtp.ts';
import { ENCODING } from './encoding.ts';
import { type OwnSources, PUBLISH_ORDER } from './own-sources.ts';
import type { Ask } from './session-requests.ts';

type Sent = { producer: Producer; toldMuted: boolean };

/** Sends what `OwnSources` wants over one transport, one step at a time for each source, until both agree. */
export class Sender {
  readonly #transport: Transport;
  readonly #own: OwnSources;
  readonly #ask: Ask;
  readonly #onFailed: (error: unknown) => void;
  readonly #sent = new Map<MediaSource, Sent>();
  readonly #busy = new Set<MediaSource>();
  /** How each was muted in the request that opened it. */
  readonly #toldAtStart = new Map<MediaSource, boolean>();

  constructor(transport: Transport, own: OwnSources, ask: Ask, onFailed: (error: unknown) => void) {
    this.#transport = transport;
    this.#own = own;
    this.#ask = ask;
    this.#onFailed = onFailed;
    transport.on('produce', ({ appData, rtpParameters }, answer, refuse) => {
      const source = appData.source as MediaSource;
      const paused = this.#own.get(source)?.muted ?? true;
      // The browser's own parameters are what the contract's schema describes; mediasoup-client types codec parameters as `unknown`.
      const payload = { transportId: transport.id, source, paused, rtpParameters: rtpParameters as RtpParameters };
      ask('media:produce', payload).then(({ producerId }) => {
        this.#toldAtStart.set(source, paused);
        answer({ id: producerId });
      }, refuse);
    });
  }

  /** Starts all that is wanted now. */
  start(): void {
    for (const source of PUBLISH_ORDER) this.sync(source);
  }

  /** Call after each change of what is wanted. */
  sync(source: MediaSource): void {
    if (this.#busy.has(source)) return;
    this.#busy.add(source);
    this.#untilAgreed(source)
      .catch((error: unknown) => {
        if (!this.#transport.closed) this.#onFailed(error);
      })
      .finally(() => this.#busy.delete(source));
  }

  async #untilAgreed(source: MediaSource): Promise<void> {
    while (!this.#transport.closed && (await this.#step(source)));
  }

  /** One step towards what is wanted; false when there is none left. */
  async #step(source: MediaSource): Promise<boolean> {
    const own = this.#own.get(source);
    const sent = this.#sent.get(source);
    if (own === undefined) {
      if (sent === undefined) return false;
      this.#sent.delete(source);
      sent.producer.close();
      await this.#ask('media:closeProducer', { producerId: sent.producer.id });
      return true;
    }
    if (sent === undefined) {
      await this.#open(source, own.track);
      return true;
    }
    if (sent.producer.track !== own.track) {
      await sent.producer.replaceTrack({ track: own.track });
      return true;
    }
    if (sent.toldMuted !== own.muted) {
      sent.toldMuted = own.muted;
      const { id: producerId } = sent.producer;
      await this.#ask(own.muted ? 'media:pauseProducer' : 'media:resumeProducer', { producerId });
      return true;
    }
    return false;
  }

  async #open(source: MediaSource, track: MediaStreamTrack): Promise<void> {
    const { encodings, codecOptions, contentHint, streamId } = ENCODING[source];
    track.contentHint = contentHint;
    const producer = await this.#transport.produce({
      track,
      encodings,
      codecOptions,
      streamId,
      // The track is the page's: it stays alive for the preview and for the next joining, and `OwnSources` alone mutes it.
      stopTracks: false,
      disableTrackOnPause: false,
      appData: { source },
    });
    this.#sent.set(source, { producer, toldMuted: this.#toldAtStart.get(source) ?? false });
  }
}
