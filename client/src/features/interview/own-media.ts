import { rememberDevices, rememberedDevices } from '../../media/device-choice.ts';
import {
  DeviceError,
  type DeviceProblem,
  listDevices,
  type MediaDevice,
  openDevice,
  openDevices,
  watchDevices,
} from '../../media/devices.ts';
import { type DeviceSwitches, rememberedSwitches, rememberSwitches } from './room-memory.ts';

/** Where one of the two own sources stands. `off` is the person's choice. */
export type OwnSource =
  | { state: 'opening' }
  | { state: 'on' }
  | { state: 'off' }
  | { state: 'trouble'; problem: DeviceProblem };

/** An immutable picture of the own camera and microphone, new on every change (for `useSyncExternalStore`). */
export type OwnMediaSnapshot = {
  /** The same object for as long as the media is open; tracks come and go in it. */
  stream: MediaStream;
  /** Grows with every change. */
  revision: number;
  camera: OwnSource;
  microphone: OwnSource;
  cameras: readonly MediaDevice[];
  microphones: readonly MediaDevice[];
  /** `null` is the system's default device. */
  cameraId: string | null;
  microphoneId: string | null;
  switches: DeviceSwitches;
};

/** Own camera and microphone of this window, from the first preview to the end of the call. Ends with `close()`, once. */
export type OwnMedia = {
  snapshot(): OwnMediaSnapshot;
  subscribe(listener: () => void): () => void;
  setCamera(on: boolean): Promise<void>;
  setMicrophone(on: boolean): Promise<void>;
  chooseCamera(id: string | null): Promise<void>;
  chooseMicrophone(id: string | null): Promise<void>;
  /** Tries again what is in trouble. */
  retry(): Promise<void>;
  close(): void;
};

type Kind = 'camera' | 'microphone';
const KINDS: readonly Kind[] = ['camera', 'microphone'];

/** Opens the devices as remembered: what was off in this window stays off. Never throws; trouble is part of the snapshot. */
export function openOwnMedia(): OwnMedia {
  return new OwnDevices();
}

class OwnDevices implements OwnMedia {
  readonly #stream = new MediaStream();
  readonly #listeners = new Set<() => void>();
  readonly #stopWatching: () => void;
  #revision = 0;
  #switches = rememberedSwitches();
  #ids: Record<Kind, string | null>;
  #source: Record<Kind, OwnSource> = { camera: { state: 'off' }, microphone: { state: 'off' } };
  #devices: Record<Kind, readonly MediaDevice[]> = { camera: [], microphone: [] };
  /** Grows with each order for a kind, so that a slow device cannot answer an order that was taken back. */
  readonly #order: Record<Kind, number> = { camera: 0, microphone: 0 };
  #snapshot: OwnMediaSnapshot;
  #closed = false;

  constructor() {
    const { audioId, videoId } = rememberedDevices();
    this.#ids = { camera: videoId, microphone: audioId };
    this.#snapshot = this.#picture();
    this.#stopWatching = 'mediaDevices' in navigator ? watchDevices(() => void this.#list()) : () => undefined;
    void (this.#switches.cameraOn ? this.#openBoth() : this.#open('microphone'));
  }

  snapshot(): OwnMediaSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Off lets the camera go, so that its light goes out. */
  async setCamera(on: boolean): Promise<void> {
    this.#switch({ cameraOn: on });
    if (on) return this.#open('camera');
    this.#order.camera += 1;
    this.#drop('camera');
    this.#set('camera', { state: 'off' });
  }

  /** Muting keeps the device open: speaking again must not cost a second of silence. */
  async setMicrophone(on: boolean): Promise<void> {
    this.#switch({ microphoneOn: on });
    const track = this.#stream.getAudioTracks()[0];
    if (track === undefined) return on ? this.#open('microphone') : this.#changed();
    track.enabled = on;
    this.#set('microphone', { state: on ? 'on' : 'off' });
  }

  async chooseCamera(id: string | null): Promise<void> {
    this.#choose('camera', id);
    if (this.#switches.cameraOn) await this.#open('camera');
  }

  async chooseMicrophone(id: string | null): Promise<void> {
    this.#choose('microphone', id);
    await this.#open('microphone');
  }

  async retry(): Promise<void> {
    await Promise.all(KINDS.filter((kind) => this.#source[kind].state === 'trouble').map((kind) => this.#open(kind)));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWatching();
    for (const track of this.#stream.getTracks()) track.stop();
    this.#listeners.clear();
  }

  /** One question to the browser for both devices, so that a person sees one prompt. */
  async #openBoth(): Promise<void> {
    const orders = { camera: this.#begin('camera'), microphone: this.#begin('microphone') };
    try {
      const opened = await openDevices({ audioId: this.#ids.microphone, videoId: this.#ids.camera });
      for (const kind of KINDS) {
        const track = opened[kind];
        if (track !== null) this.#take(kind, track, orders[kind]);
        else this.#fail(kind, opened.problems[kind] ?? 'notFound', orders[kind]);
      }
    } catch (error) {
      for (const kind of KINDS) this.#fail(kind, problemOf(error), orders[kind]);
    }
    await this.#list();
  }

  async #open(kind: Kind): Promise<void> {
    const order = this.#begin(kind);
    try {
      this.#take(kind, await openDevice(kind, this.#ids[kind]), order);
    } catch (error) {
      this.#fail(kind, problemOf(error), order);
    }
    await this.#list();
  }

  #begin(kind: Kind): number {
    this.#order[kind] += 1;
    this.#set(kind, { state: 'opening' });
    return this.#order[kind];
  }

  #take(kind: Kind, track: MediaStreamTrack, order: number): void {
    if (this.#closed || order !== this.#order[kind]) {
      track.stop();
      return;
    }
    this.#drop(kind);
    if (kind === 'microphone') track.enabled = this.#switches.microphoneOn;
    this.#stream.addTrack(track);
    // Unplugged, or the permission was taken back: `stop()` of our own does not fire this.
    track.addEventListener('ended', () => {
      if (this.#closed || !this.#stream.getTracks().includes(track)) return;
      this.#stream.removeTrack(track);
      this.#set(kind, { state: 'trouble', problem: 'notFound' });
    });
    this.#set(kind, { state: kind === 'microphone' && !this.#switches.microphoneOn ? 'off' : 'on' });
  }

  #fail(kind: Kind, problem: DeviceProblem, order: number): void {
    if (this.#closed || order !== this.#order[kind]) return;
    this.#drop(kind);
    this.#set(kind, { state: 'trouble', problem });
  }

  #drop(kind: Kind): void {
    for (const track of kind === 'camera' ? this.#stream.getVideoTracks() : this.#stream.getAudioTracks()) {
      this.#stream.removeTrack(track);
      track.stop();
    }
  }

  #switch(change: Partial<DeviceSwitches>): void {
    this.#switches = { ...this.#switches, ...change };
    rememberSwitches(this.#switches);
  }

  #choose(kind: Kind, id: string | null): void {
    this.#ids = { ...this.#ids, [kind]: id };
    rememberDevices({ audioId: this.#ids.microphone, videoId: this.#ids.camera });
  }

  async #list(): Promise<void> {
    if (this.#closed || !('mediaDevices' in navigator)) return;
    const { cameras, microphones } = await listDevices();
    this.#devices = { camera: cameras, microphone: microphones };
    this.#changed();
  }

  #set(kind: Kind, source: OwnSource): void {
    this.#source = { ...this.#source, [kind]: source };
    this.#changed();
  }

  #changed(): void {
    if (this.#closed) return;
    this.#revision += 1;
    this.#snapshot = this.#picture();
    for (const listener of this.#listeners) listener();
  }

  #picture(): OwnMediaSnapshot {
    return {
      stream: this.#stream,
      revision: this.#revision,
      camera: this.#source.camera,
      microphone: this.#source.microphone,
      cameras: this.#devices.camera,
      microphones: this.#devices.microphone,
      cameraId: this.#ids.camera,
      microphoneId: this.#ids.microphone,
      switches: this.#switches,
    };
  }
}

function problemOf(error: unknown): DeviceProblem {
  if (error instanceof DeviceError) return error.problem;
  console.warn('a device could not be opened', error);
  return 'unsupported';
}
