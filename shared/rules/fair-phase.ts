import { CLOSING_MS } from './limits.ts';

/** The phases of a fair in the order in which the clock passes through them. */
export const FAIR_PHASES = ['upcoming', 'dropOff', 'live', 'closing', 'ended'] as const;
export type FairPhase = (typeof FAIR_PHASES)[number];

/** The times that decide a fair's phase; all UTC epoch milliseconds. */
export type FairTimes = { dropOffOpensAt: number; startsAt: number; endsAt: number };

/** The phase of a fair at `now` (UTC epoch ms). Computed, never stored. Rules F1-F5 of docs/SPEC.md. */
export function fairPhase(times: FairTimes, now: number): FairPhase {
  if (now >= times.endsAt) return 'ended';
  if (now >= closingAt(times)) return 'closing';
  if (now >= times.startsAt) return 'live';
  if (now >= times.dropOffOpensAt) return 'dropOff';
  return 'upcoming';
}

/** When the closing stretch begins: `CLOSING_MS` before the end, but never before the start. */
export function closingAt(times: FairTimes): number {
  return Math.max(times.startsAt, times.endsAt - CLOSING_MS);
}

/** When the phase changes next after `now`, or `undefined` for an ended fair. */
export function nextPhaseAt(times: FairTimes, now: number): number | undefined {
  return [times.dropOffOpensAt, times.startsAt, closingAt(times), times.endsAt].find((at) => at > now);
}

/** Whether lines move and calls are made: live or closing, and not paused by the organizer. */
export function linesMove(phase: FairPhase, paused: boolean): boolean {
  return !paused && (phase === 'live' || phase === 'closing');
}

/** Whether résumés can be dropped: from the opening of drop-off to the end of the fair. */
export function dropOffOpen(phase: FairPhase): boolean {
  return phase === 'dropOff' || phase === 'live' || phase === 'closing';
}
