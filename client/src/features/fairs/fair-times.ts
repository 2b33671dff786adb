import type { FairSummary } from '#shared/contract/views.ts';
import { type FairPhase, fairPhase } from '#shared/rules/fair-phase.ts';
import { useNow } from '../../live/server-clock.ts';

export type Fair = FairSummary;

/** The phase of a fair now, from the same rule as the server's, read again every second. */
export function useFairPhase(times: Pick<Fair, 'dropOffOpensAt' | 'startsAt' | 'endsAt'>): FairPhase {
  return fairPhase(times, useNow(1_000));
}

/** What a countdown of a fair runs to, and the key of the word before it; undefined when it is over. */
export function nextTurn(
  fair: Pick<Fair, 'dropOffOpensAt' | 'startsAt' | 'endsAt'>,
  phase: FairPhase,
): { to: number; word: 'dropOffIn' | 'startsIn' | 'endsIn' } | undefined {
  if (phase === 'upcoming') return { to: fair.dropOffOpensAt, word: 'dropOffIn' };
  if (phase === 'dropOff') return { to: fair.startsAt, word: 'startsIn' };
  if (phase === 'live' || phase === 'closing') return { to: fair.endsAt, word: 'endsIn' };
  return undefined;
}
