import type { OwnMedia } from './own-media.ts';

/** An open camera that nobody took over is closed after this long, in ms. */
const UNCLAIMED_MS = 4_000;

let spare: { media: OwnMedia; timer: number } | undefined;

/** Leaves open devices for the room that is about to be shown, so that its first picture needs no second opening. Closed if nobody takes them. */
export function handOver(media: OwnMedia): void {
  dropSpare();
  const timer = window.setTimeout(dropSpare, UNCLAIMED_MS);
  spare = { media, timer };
}

/** Takes the devices left by the call card or the desk's preview, if there are any. The taker closes them. */
export function takeOver(): OwnMedia | undefined {
  const media = spare?.media;
  if (spare !== undefined) window.clearTimeout(spare.timer);
  spare = undefined;
  return media;
}

function dropSpare(): void {
  takeOver()?.close();
}
