import type { MediaSource } from '#shared/contract/media.ts';
import { loadedDevice } from './device-load.ts';
import { OwnSources } from './own-sources.ts';
import { RemotePeers } from './remote-peers.ts';
import type { ClosedReason, ConnectionState, RoomSnapshot } from './room-state.ts';
import { MediaSession, type SessionEnd } from './session.ts';
import type { MediaSignaling } from './signaling.ts';
import { createStore } from './store.ts';

export type JoinRoomOptions = {
  signaling: MediaSignaling;
  /** For an interview, its id. */
  roomId: string;
  /** What to send from the start. Tracks stay the caller's: the call never stops them. */
  tracks: Partial<Record<MediaSource, MediaStreamTrack>>;
  /** Sources that start muted. */
  muted?: readonly MediaSource[];
};

/** A call as the page sees it, alive until `closed`; reconnects are its own business. */
export type MediaCall = {
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  getSnapshot(): RoomSnapshot;
  /** Mutes or unmutes, on this side at once; without effect where nothing of that source is sent. */
  setMuted(source: MediaSource, muted: boolean): void;
  /** Starts to send a source, or goes on with another track (another camera); keeps it muted if it was. */
  publish(source: MediaSource, track: MediaStreamTrack): void;
  /** Stops to send a source; stopping the track is the caller's. */
  unpublish(source: MediaSource): void;
  /** Leaves for good. Idempotent. */
  leave(): void;
};

/** A joining that lasted this long was a good one: the next is begun without a pause. */
const GOOD_AFTER_MS = 10_000;
const PAUSE_FIRST_MS = 500;
const PAUSE_MAX_MS = 5000;

/** Joins a room and stays in it: after a lost socket, a lost network or a lost media worker it joins again by itself. */
export function joinRoom({ signaling, roomId, tracks, muted = [] }: JoinRoomOptions): MediaCall {
  const own = new OwnSources((source) => {
    session?.sync(source);
    show();
  });
  const remote = new RemotePeers(() => show());
  const leaving = new AbortController();
  let session: MediaSession | null = null;
  let connection: ConnectionState = { state: 'joining' };
  const store = createStore<RoomSnapshot>({ connection, peers: [], own: own.snapshot });

  function show(next: ConnectionState = connection) {
    connection = next;
    store.set({ connection, peers: remote.snapshot, own: own.snapshot });
  }

  function close(reason: ClosedReason) {
    if (connection.state === 'closed') return;
    leaving.abort();
    session?.end({ why: 'closed', reason });
    show({ state: 'closed', reason });
  }

  async function live() {
    let misses = 0;
    while (!leaving.signal.aborted) {
      if (!signaling.connected) await connected(signaling, leaving.signal);
      if (leaving.signal.aborted) return;
      const startedAt = performance.now();
      session = new MediaSession({ signaling, roomId, own, remote, onConnected });
      const end = await session.ended;
      if (end.why === 'closed') return close(end.reason);
      if (connection.state === 'connected') show({ state: 'reconnecting' });
      misses = performance.now() - startedAt > GOOD_AFTER_MS ? 0 : misses + 1;
      await pause(pauseMs(end, misses), leaving.signal);
    }
  }

  function onConnected(up: boolean) {
    show({ state: up ? 'connected' : 'reconnecting' });
  }

  for (const source of ['camera', 'microphone', 'screen'] as const) {
    const track = tracks[source];
    if (track !== undefined) own.publish(source, track, muted.includes(source));
  }
  // While the socket connects; whether it failed is asked again, and answered, by the session.
  loadedDevice().catch((error: unknown) => console.debug('the media stack did not start', error));
  void live();

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    setMuted: (source, value) => own.mute(source, value),
    publish: (source, track) => own.publish(source, track, own.get(source)?.muted ?? false),
    unpublish: (source) => own.unpublish(source),
    leave() {
      if (connection.state === 'closed') return;
      if (signaling.connected) {
        signaling.request('media:leave', {}).catch((error: unknown) => {
          console.debug('the room was left without an answer', error);
        });
      }
      close('left');
    },
  };
}

/** The first new try comes at once; only tries that keep failing are spaced out, with some chance against herds. */
function pauseMs(end: SessionEnd, misses: number): number {
  if (end.why === 'failed') console.warn('call: joining again', end.error);
  if (misses <= 1) return 0;
  return Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** (misses - 2)) * (0.75 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** Waits for the socket to be there. */
function connected(signaling: MediaSignaling, signal: AbortSignal): Promise<void> {
  if (signaling.connected || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      off();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const off = signaling.on('connect', done);
    signal.addEventListener('abort', done);
  });
}
