import { live } from '../../live/socket.ts';
import type { MediaCall } from '../../media/call.ts';
import type { RoomSnapshot } from '../../media/room-state.ts';
import { type OwnMedia, type OwnMediaSnapshot, openOwnMedia } from './own-media.ts';
import { createRemoteVideo, type RemoteVideo } from './remote-video.ts';

/** One interview's media on this page: own devices, and the media room they are sent to. Ends with `close()`, once. */
export type InterviewCall = {
  readonly interviewId: string;
  readonly media: OwnMedia;
  readonly remote: RemoteVideo;
  snapshot(): RoomSnapshot;
  subscribe(listener: () => void): () => void;
  /** Begins again after the room was closed on this side (superseded, refused, unavailable). */
  rejoin(): void;
  close(): void;
};

/** What is known before the media code has arrived. */
const JOINING: RoomSnapshot = {
  connection: { state: 'joining' },
  peers: [],
  own: { microphone: 'off', camera: 'off', screen: 'off' },
};

type MediaCode = typeof import('../../media/call.ts');
let mediaCode: MediaCode | undefined;

/** Loads the media code: its chunk is large, and is fetched while the devices open and the socket connects. */
async function loadMediaCode(): Promise<MediaCode> {
  mediaCode ??= await import('../../media/call.ts');
  return mediaCode;
}

/** Loads the media code and starts the browser's media stack, which takes a moment the first time. */
export async function warmUpMedia(): Promise<void> {
  const [{ loadedDevice }] = await Promise.all([import('../../media/device-load.ts'), loadMediaCode()]);
  await loadedDevice();
}

/** Joins the interview's media room at once. `media`: devices that are open already; they are this call's from now on. */
export function startInterviewCall(interviewId: string, media: OwnMedia | null): InterviewCall {
  return new OneCall(interviewId, media ?? openOwnMedia());
}

class OneCall implements InterviewCall {
  readonly interviewId: string;
  readonly media: OwnMedia;
  readonly remote = createRemoteVideo();
  readonly #listeners = new Set<() => void>();
  readonly #stopFollowing: () => void;
  #room: MediaCall | null = null;
  #failed: RoomSnapshot | null = null;
  #stopListening: () => void = () => undefined;
  #closed = false;

  constructor(interviewId: string, media: OwnMedia) {
    this.interviewId = interviewId;
    this.media = media;
    this.#stopFollowing = media.subscribe(() => this.#send(media.snapshot()));
    live.start();
    this.#join();
  }

  snapshot(): RoomSnapshot {
    return this.#failed ?? this.#room?.getSnapshot() ?? JOINING;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  rejoin(): void {
    this.#drop();
    this.#join();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopFollowing();
    this.#drop();
    this.media.close();
    this.remote.close();
    this.#listeners.clear();
  }

  #join(): void {
    this.#failed = null;
    // At once where the code is here: an accepted call does not wait for the screens that are drawn next.
    if (mediaCode !== undefined) {
      this.#enter(mediaCode);
      return;
    }
    loadMediaCode().then(
      (code) => this.#enter(code),
      (error: unknown) => {
        console.error('the media code could not be loaded', error);
        this.#failed = { ...JOINING, connection: { state: 'closed', reason: 'mediaUnavailable' } };
        this.#tell();
      },
    );
  }

  #enter({ joinRoom }: MediaCode): void {
    if (this.#closed || this.#room !== null) return;
    const own = this.media.snapshot();
    this.#room = joinRoom({
      signaling: live,
      roomId: this.interviewId,
      tracks: tracksOf(own),
      muted: own.switches.microphoneOn ? [] : ['microphone'],
    });
    this.#stopListening = this.#room.subscribe(() => this.#tell());
    this.#tell();
  }

  /** Brings what is sent in line with the own devices: a camera that was opened later, another one, one switched off. */
  #send(own: OwnMediaSnapshot): void {
    const room = this.#room;
    if (room === null) return;
    const { camera, microphone } = tracksOf(own);
    if (camera !== undefined) room.publish('camera', camera);
    else if (room.getSnapshot().own.camera !== 'off') room.unpublish('camera');
    if (microphone !== undefined) {
      room.publish('microphone', microphone);
      room.setMuted('microphone', !own.switches.microphoneOn);
    } else if (room.getSnapshot().own.microphone !== 'off') room.unpublish('microphone');
  }

  #drop(): void {
    this.#stopListening();
    this.#room?.leave();
    this.#room = null;
  }

  #tell(): void {
    // There are only two in an interview: whoever else is in the room is the other side.
    this.remote.show(this.snapshot().peers[0]?.stream ?? null);
    for (const listener of this.#listeners) listener();
  }
}

function tracksOf(own: OwnMediaSnapshot): { camera?: MediaStreamTrack; microphone?: MediaStreamTrack } {
  const camera = own.stream.getVideoTracks()[0];
  const microphone = own.stream.getAudioTracks()[0];
  return { ...(camera === undefined ? {} : { camera }), ...(microphone === undefined ? {} : { microphone }) };
}
