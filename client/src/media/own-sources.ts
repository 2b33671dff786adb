import type { MediaSource } from '#shared/contract/media.ts';
import type { OwnSourceState, RoomSnapshot } from './room-state.ts';

/** In the order they are opened: the picture takes longest to arrive, so it goes first. */
export const PUBLISH_ORDER: readonly MediaSource[] = ['camera', 'microphone', 'screen'];

export type OwnSource = { track: MediaStreamTrack; muted: boolean };

/** What this side wants to send, whatever the connection does: a reconnect sends exactly this again, muted what was muted. */
export class OwnSources {
  readonly #sources = new Map<MediaSource, OwnSource>();
  readonly #lost = new Set<MediaSource>();
  readonly #onChange: (source: MediaSource) => void;

  constructor(onChange: (source: MediaSource) => void) {
    this.#onChange = onChange;
  }

  get(source: MediaSource): OwnSource | undefined {
    return this.#sources.get(source);
  }

  get snapshot(): RoomSnapshot['own'] {
    return { microphone: this.#state('microphone'), camera: this.#state('camera'), screen: this.#state('screen') };
  }

  /** Starts to send a track, or goes on with another track. The track stays the caller's to stop. */
  publish(source: MediaSource, track: MediaStreamTrack, muted: boolean): void {
    if (this.#sources.get(source)?.track === track) {
      this.mute(source, muted);
      return;
    }
    track.enabled = !muted;
    this.#sources.set(source, { track, muted });
    this.#lost.delete(source);
    if (track.readyState === 'ended') {
      this.#ended(source, track);
      return;
    }
    // Also fires when a device is unplugged or its permission is taken back.
    track.addEventListener('ended', () => this.#ended(source, track), { once: true });
    this.#onChange(source);
  }

  unpublish(source: MediaSource): void {
    this.#lost.delete(source);
    this.#sources.delete(source);
    this.#onChange(source);
  }

  /** Takes effect on this side at once, before the server is told. */
  mute(source: MediaSource, muted: boolean): void {
    const own = this.#sources.get(source);
    if (own === undefined || own.muted === muted) return;
    own.track.enabled = !muted;
    this.#sources.set(source, { ...own, muted });
    this.#onChange(source);
  }

  #ended(source: MediaSource, track: MediaStreamTrack): void {
    if (this.#sources.get(source)?.track !== track) return;
    this.#sources.delete(source);
    this.#lost.add(source);
    this.#onChange(source);
  }

  #state(source: MediaSource): OwnSourceState {
    const own = this.#sources.get(source);
    if (own === undefined) return this.#lost.has(source) ? 'lost' : 'off';
    return own.muted ? 'muted' : 'on';
  }
}
