import { createStore } from '../live/store.ts';

/** The three sounds of the day: you are next, you are called, time is nearly over. */
export const CUES = ['next', 'called', 'nearlyOver'] as const;
export type Cue = (typeof CUES)[number];

/** Which cues are on, and how loud (0 to 1); remembered on this device. */
export type CueSettings = Record<Cue, boolean> & { volume: number };

const STORED = 'cloudfair.cues';
const DEFAULTS: CueSettings = { next: true, called: true, nearlyOver: true, volume: 0.7 };

/** Notes of a cue: frequency in Hz, start and length in seconds. */
const NOTES: Record<Cue, readonly (readonly [hz: number, at: number, length: number])[]> = {
  next: [
    [523, 0, 0.18],
    [659, 0.2, 0.26],
  ],
  called: [
    [659, 0, 0.16],
    [784, 0.18, 0.16],
    [1_047, 0.36, 0.4],
    [784, 0.9, 0.16],
    [1_047, 1.08, 0.5],
  ],
  nearlyOver: [
    [440, 0, 0.12],
    [440, 0.22, 0.12],
  ],
};

function stored(): CueSettings {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    return { ...DEFAULTS, ...(parsed as Partial<CueSettings>) };
  } catch (error) {
    console.warn('The remembered sound settings were unreadable; the defaults are used', error);
    return DEFAULTS;
  }
}

export const cueSettings = createStore<CueSettings>(stored());

/** Changes the sound settings and remembers them on this device. */
export function changeCues(change: Partial<CueSettings>): void {
  const settings = { ...cueSettings.get(), ...change };
  localStorage.setItem(STORED, JSON.stringify(settings));
  cueSettings.set(settings);
}

let context: AudioContext | undefined;

/** Browsers let a page sound only after a touch or key: the first one wakes the sound. */
export function wakeSoundOnFirstTouch(): void {
  const wake = () => {
    context ??= new AudioContext();
    void context.resume();
  };
  window.addEventListener('pointerdown', wake, { once: true });
  window.addEventListener('keydown', wake, { once: true });
}

/** Plays a cue if it is on and the browser allows sound; silent otherwise. */
export function playCue(cue: Cue): void {
  const settings = cueSettings.get();
  if (!settings[cue] || settings.volume <= 0 || context?.state !== 'running') return;
  for (const [hz, at, length] of NOTES[cue]) {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = 'sine';
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(settings.volume * 0.4, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + length);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + length + 0.02);
  }
}
