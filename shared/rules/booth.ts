import { type FairPhase, linesMove } from './fair-phase.ts';

/** What a booth shows at its door. `open` only while a recruiter is present. */
export const BOOTH_DOORS = ['open', 'unattended', 'paused', 'closed'] as const;
export type BoothDoor = (typeof BOOTH_DOORS)[number];

/** The door of a booth: closed outside live hours, paused by its team or the organizer, unattended without a desk. Rules B1-B4. */
export function boothDoor(facts: {
  phase: FairPhase;
  fairPaused: boolean;
  boothPaused: boolean;
  desksPresent: number;
}): BoothDoor {
  if (facts.phase !== 'live' && facts.phase !== 'closing') return 'closed';
  if (!linesMove(facts.phase, facts.fairPaused) || facts.boothPaused) return 'paused';
  return facts.desksPresent > 0 ? 'open' : 'unattended';
}
