import type { Device, Transport } from 'mediasoup-client/types';
import type { MediaAnswer, MediaEvent, MediaNotice, MediaSource } from '#shared/contract/media.ts';
import { agreesWith, deviceAtHand, loadedDevice, receivable } from './device-load.ts';
import type { OwnSources } from './own-sources.ts';
import { Receiver } from './receiver.ts';
import type { RemotePeers } from './remote-peers.ts';
import type { ClosedReason } from './room-state.ts';
import { Sender } from './sender.ts';
import { type Ask, askWhile } from './session-requests.ts';
import { isRefusal, type MediaSignaling } from './signaling.ts';
import { watchTransport } from './transport-watch.ts';

/** Why one joining is over. All but `closed` are followed by the next one. */
export type SessionEnd =
  | { why: 'signalling' | 'reset' | 'outdated' }
  | { why: 'failed'; error: unknown }
  | { why: 'closed'; reason: ClosedReason };

export type SessionOptions = {
  signaling: MediaSignaling;
  roomId: string;
  own: OwnSources;
  remote: RemotePeers;
  /** True when media can flow both ways, false when a transport dropped and is being restarted. */
  onConnected(connected: boolean): void;
};

/** What is there once the room let us in. */
type Entered = { peerId: string; sender: Sender; receiver: Receiver };

/** One joining of a room, from `media:join` until it is over; it never tries again by itself. */
export class MediaSession {
  readonly ended: Promise<SessionEnd>;
  readonly #options: SessionOptions;
  readonly #ask: Ask;
  readonly #over = new AbortController();
  readonly #stopListening: (() => void)[];
  readonly #transports: Transport[] = [];
  /** Transports on their first way up. */
  readonly #rising = new Set<Transport>();
  /** Transports that dropped and are being restarted. */
  readonly #dropped = new Set<Transport>();
  /** What came before the answer of the join, which says who we are. */
  readonly #early: MediaNotice[] = [];
  #entered: Entered | null = null;
  #complete = false;
  #announced = false;
  #resolve: (end: SessionEnd) => void = () => undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { signaling } = options;
    this.#ask = askWhile(signaling, this.#over.signal);
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#stopListening = [
      signaling.on('media:event', (notice) => this.#hear(notice)),
      signaling.on('disconnect', () => this.end({ why: 'signalling' })),
    ];
    this.#join().catch((error: unknown) => this.end({ why: 'failed', error }));
  }

  /** One of the own sources changed. */
  sync(source: MediaSource): void {
    this.#entered?.sender.sync(source);
  }

  /** Frees everything of this joining. Idempotent. */
  end(end: SessionEnd): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    for (const stop of this.#stopListening) stop();
    for (const transport of this.#transports) transport.close();
    this.#resolve(end);
  }

  async #join(): Promise<void> {
    const device = deviceAtHand() ?? (await this.#device());
    if (device === null) return;
    const answer = await this.#request(device);
    if (answer === null) return;
    if (!(await agreesWith(answer.routerRtpCapabilities))) return this.end({ why: 'outdated' });
    if (this.#over.signal.aborted) return;

    const { sender, receiver } = this.#enter(device, answer);
    sender.start();
    await receiver.receive(answer.consumers);
    this.#complete = true;
    this.#tellConnected();
  }

  async #device(): Promise<Device | null> {
    try {
      return await loadedDevice();
    } catch (error) {
      console.error('this browser cannot join a call', error);
      this.end({ why: 'closed', reason: 'unsupportedBrowser' });
      return null;
    }
  }

  /** Only the join itself can be refused for good; anything refused later is put right by joining again. */
  async #request(device: Device): Promise<MediaAnswer<'media:join'> | null> {
    const { roomId } = this.#options;
    try {
      return await this.#ask('media:join', { roomId, rtpCapabilities: receivable(device) });
    } catch (error) {
      if (!isRefusal(error) || error.retryable) throw error;
      this.end({ why: 'closed', reason: { refused: error.code } });
      return null;
    }
  }

  #enter(device: Device, answer: MediaAnswer<'media:join'>): Entered {
    const { peerId, iceServers, peers } = answer;
    const { own, remote } = this.#options;
    const send = this.#use(device.createSendTransport({ ...answer.sendTransport, iceServers }));
    const recv = this.#use(device.createRecvTransport({ ...answer.recvTransport, iceServers }));
    const sender = new Sender(send, own, this.#ask, (error) => this.end({ why: 'failed', error }));
    const receiver = new Receiver(recv, remote, this.#ask);
    this.#entered = { peerId, sender, receiver };
    remote.begin(peers);
    for (const notice of this.#early) this.#hear(notice);
    return this.#entered;
  }

  #use(transport: Transport): Transport {
    this.#transports.push(transport);
    const failed = (error: unknown) => this.end({ why: 'failed', error });
    transport.on('connect', ({ dtlsParameters }, done) => {
      // Not waited for: ICE takes a round trip of its own, and the request is on the way before the first DTLS packet.
      done();
      this.#rising.add(transport);
      this.#ask('media:connectTransport', { transportId: transport.id, dtlsParameters }).catch(failed);
    });
    watchTransport(transport, this.#ask, {
      onUp: () => {
        this.#rising.delete(transport);
        this.#dropped.delete(transport);
        this.#tellConnected();
      },
      onDown: () => {
        this.#dropped.add(transport);
        this.#tellConnected();
      },
      onDead: failed,
    });
    return transport;
  }

  #hear(notice: MediaNotice): void {
    if (this.#entered === null) this.#early.push(notice);
    else if (notice.to === this.#entered.peerId) this.#follow(notice.event, this.#entered.receiver);
  }

  #follow(event: MediaEvent, receiver: Receiver): void {
    if (event.type === 'reset') this.end({ why: 'reset' });
    if (event.type === 'superseded') this.end({ why: 'closed', reason: 'superseded' });
    if (event.type === 'roomClosed') this.end({ why: 'closed', reason: event.reason });
    this.#options.remote.apply(event);
    if (event.type === 'producerAdded' && event.consumer !== null) {
      receiver.receive([event.consumer]).catch((error: unknown) => this.end({ why: 'failed', error }));
    }
    if (event.type === 'producerClosed') receiver.stopProducer(event.producerId);
    if (event.type === 'peerLeft') receiver.stopPeer(event.peerId);
    if (event.type === 'peerJoined' && event.replaces !== null) receiver.stopPeer(event.replaces);
  }

  /** A transport that is first needed later in the call (somebody else begins to send) rises without a word. */
  #tellConnected(): void {
    if (!this.#complete || this.#over.signal.aborted) return;
    if (this.#dropped.size > 0) this.#options.onConnected(false);
    else if (this.#announced || this.#rising.size === 0) {
      this.#announced = true;
      this.#options.onConnected(true);
    }
  }
}
