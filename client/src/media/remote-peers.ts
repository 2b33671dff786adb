import type { MediaEvent, MediaSource, PeerView, ProducerView } from '#shared/contract/media.ts';
import type { RemotePeer, SourceState } from './room-state.ts';

type Remote = {
  userId: string;
  peerId: string;
  displayRole: string;
  presence: 'here' | 'away';
  stream: MediaStream;
  screen: MediaStream;
  producers: Map<string, ProducerView>;
};

/** Everybody else in the room, kept over this side's reconnects: a person and their picture stay while connections come and go. */
export class RemotePeers {
  readonly #byUser = new Map<string, Remote>();
  readonly #onChange: () => void;
  #snapshot: readonly RemotePeer[] = [];

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get snapshot(): readonly RemotePeer[] {
    return this.#snapshot;
  }

  /** A new joining begins with who is in the room now. Whoever was here before and is not now may be reconnecting as well. */
  begin(peers: PeerView[]): void {
    for (const remote of this.#byUser.values()) this.#away(remote);
    for (const peer of peers) this.#arrive(peer);
    this.#changed();
  }

  /** Follows one event of the room. Those about unknown streams and peers are of no consequence here. */
  apply(event: MediaEvent): void {
    if (event.type === 'peerJoined') this.#arrive(event.peer);
    if (event.type === 'peerLeft') this.#leave(event.peerId, event.reason === 'disconnected');
    if (event.type === 'producerAdded') {
      this.#byPeer(event.peerId)?.producers.set(event.producer.producerId, event.producer);
    }
    if (event.type === 'producerClosed') this.#endProducer(event.peerId, event.producerId);
    if (event.type === 'producerPaused') this.#pause(event.peerId, event.producerId, true);
    if (event.type === 'producerResumed') this.#pause(event.peerId, event.producerId, false);
    this.#changed();
  }

  /** A stream can be shown: it takes the place of the person's earlier one of that kind. */
  addTrack(peerId: string, producerId: string, track: MediaStreamTrack): void {
    const remote = this.#byPeer(peerId);
    const source = remote?.producers.get(producerId)?.source;
    // It ended while its receiver was being made.
    if (remote === undefined || source === undefined) return;
    const stream = streamOf(remote, source);
    for (const old of stream.getTracks()) if (old.kind === track.kind) stream.removeTrack(old);
    stream.addTrack(track);
    this.#changed();
  }

  #arrive(peer: PeerView): void {
    const { userId, peerId, displayRole } = peer;
    const known = this.#byUser.get(userId);
    const stream = known?.stream ?? new MediaStream();
    const screen = known?.screen ?? new MediaStream();
    const producers = new Map(peer.producers.map((producer) => [producer.producerId, producer]));
    this.#byUser.set(userId, { userId, peerId, displayRole, presence: 'here', stream, screen, producers });
  }

  #leave(peerId: string, mayComeBack: boolean): void {
    const remote = this.#byPeer(peerId);
    if (remote === undefined) return;
    if (mayComeBack) this.#away(remote);
    else this.#byUser.delete(remote.userId);
  }

  #away(remote: Remote): void {
    remote.presence = 'away';
    remote.producers.clear();
  }

  #endProducer(peerId: string, producerId: string): void {
    const remote = this.#byPeer(peerId);
    const producer = remote?.producers.get(producerId);
    if (remote === undefined || producer === undefined) return;
    remote.producers.delete(producerId);
    const kind = producer.source === 'microphone' ? 'audio' : 'video';
    const stream = streamOf(remote, producer.source);
    for (const track of stream.getTracks()) if (track.kind === kind) stream.removeTrack(track);
  }

  #pause(peerId: string, producerId: string, paused: boolean): void {
    const producers = this.#byPeer(peerId)?.producers;
    const producer = producers?.get(producerId);
    if (producer !== undefined) producers?.set(producerId, { ...producer, paused });
  }

  #byPeer(peerId: string): Remote | undefined {
    for (const remote of this.#byUser.values()) if (remote.peerId === peerId) return remote;
    return undefined;
  }

  #changed(): void {
    this.#snapshot = [...this.#byUser.values()].map((remote) => ({
      userId: remote.userId,
      displayRole: remote.displayRole,
      stream: remote.stream,
      screen: remote.screen,
      microphone: stateOf(remote, 'microphone'),
      camera: stateOf(remote, 'camera'),
      screenShare: stateOf(remote, 'screen'),
      presence: remote.presence,
    }));
    this.#onChange();
  }
}

function streamOf(remote: Remote, source: MediaSource): MediaStream {
  return source === 'screen' ? remote.screen : remote.stream;
}

function stateOf(remote: Remote, source: MediaSource): SourceState {
  for (const producer of remote.producers.values()) {
    if (producer.source === source) return producer.paused ? 'muted' : 'on';
  }
  return 'off';
}
