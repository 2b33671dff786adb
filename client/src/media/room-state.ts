import type { RoomClosedReason } from '#shared/contract/media.ts';

/** Why the room is closed on this side. `refused` carries the server's error code. */
export type ClosedReason = RoomClosedReason | 'left' | 'superseded' | 'unsupportedBrowser' | { refused: string };

/** Where the connection stands. `reconnecting` comes back by itself. */
export type ConnectionState =
  | { state: 'joining' }
  | { state: 'connected' }
  | { state: 'reconnecting' }
  | { state: 'closed'; reason: ClosedReason };

/** A source of media as others see it. */
export type SourceState = 'off' | 'muted' | 'on';

/** Somebody else in the room; the key over reconnects is `userId`. */
export type RemotePeer = {
  userId: string;
  displayRole: string;
  /** Microphone and camera; the same object for as long as the person is shown, tracks come and go in it. */
  stream: MediaStream;
  /** The shared screen. */
  screen: MediaStream;
  microphone: SourceState;
  camera: SourceState;
  screenShare: SourceState;
  /** `away`: the connection dropped and may come back; the last picture stays. */
  presence: 'here' | 'away';
};

/** One of the own sources; `lost` when its device went away or its permission was taken back. */
export type OwnSourceState = SourceState | 'lost';

/** An immutable snapshot, a new object on every change (for `useSyncExternalStore`). */
export type RoomSnapshot = {
  connection: ConnectionState;
  peers: readonly RemotePeer[];
  /** Own sources, kept through reconnects. */
  own: { microphone: OwnSourceState; camera: OwnSourceState; screen: OwnSourceState };
};
