import { describe, expect, test } from 'vitest';
import { BOOTH_DOORS, type BoothDoor, boothDoor } from '#shared/rules/booth.ts';
import { FAIR_PHASES, type FairPhase } from '#shared/rules/fair-phase.ts';

/** By hand: phase, then the door for every mix of pauses with and without a recruiter. */
function doorByHand(phase: FairPhase, paused: boolean, present: boolean): BoothDoor {
  const walk: Record<FairPhase, BoothDoor> = {
    upcoming: 'closed',
    dropOff: 'closed',
    live: paused ? 'paused' : present ? 'open' : 'unattended',
    closing: paused ? 'paused' : present ? 'open' : 'unattended',
    ended: 'closed',
  };
  return walk[phase];
}

const CELLS = FAIR_PHASES.flatMap((phase) =>
  [false, true].flatMap((fairPaused) =>
    [false, true].flatMap((boothPaused) =>
      [0, 1, 3].map((desksPresent) => ({ phase, fairPaused, boothPaused, desksPresent })),
    ),
  ),
);

describe("a booth's door", () => {
  test.each(CELLS)('[B1] $phase, fair paused $fairPaused, booth paused $boothPaused, desks $desksPresent', (facts) => {
    expect(boothDoor(facts)).toBe(
      doorByHand(facts.phase, facts.fairPaused || facts.boothPaused, facts.desksPresent > 0),
    );
  });

  test('[B1] it is open only while a recruiter is present', () => {
    for (const facts of CELLS) if (boothDoor(facts) === 'open') expect(facts.desksPresent).toBeGreaterThan(0);
  });

  test('[B1] every door is met', () => {
    expect([...new Set(CELLS.map(boothDoor))].sort()).toEqual([...BOOTH_DOORS].sort());
  });
});
