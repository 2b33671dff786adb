import { DEFAULT_ZONE } from '../../ui/format-moment.ts';

/** How far the zone's wall clock is ahead of UTC at a moment, in ms. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(moment / 1000) * 1000;
}

/** A moment (UTC epoch ms) as the value of an `<input type="datetime-local">` in the fair's zone: `2026-11-23T14:30`. */
export function toWallClock(moment: number, timeZone = DEFAULT_ZONE): string {
  return new Date(moment + offsetAt(moment, timeZone)).toISOString().slice(0, 16);
}

/**
 * The moment (UTC epoch ms) that a wall clock in the zone shows, or undefined when the text is no date and time. A time
 * that a change of clocks skips becomes the one an hour later.
 */
export function fromWallClock(text: string, timeZone = DEFAULT_ZONE): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(guess, timeZone);
}
