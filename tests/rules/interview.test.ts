import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interviewClock, interviewState } from '#shared/rules/interview.ts';
import { INTERVIEW_WARNING_MS } from '#shared/rules/limits.ts';

const PLANNED = 600_000;

describe('the state of an interview', () => {
  test.each([
    [null, null, 'waiting'],
    [1, null, 'live'],
    [null, 2, 'ended'],
    [1, 2, 'ended'],
  ] as const)('[I1] started %s, ended %s: %s', (startedAt, endedAt, state) => {
    expect(interviewState({ startedAt, endedAt })).toBe(state);
  });
});

describe('the shared clock', () => {
  test('[I2] it stands at zero until both sides were in the room', () => {
    expect(interviewClock(null, PLANNED, 1e12)).toEqual({ elapsedMs: 0, leftMs: PLANNED, warning: false, over: false });
    expect(interviewClock(null, 1, 1e12).warning).toBe(false);
  });

  test.each([
    [0, PLANNED, false, false],
    [PLANNED - INTERVIEW_WARNING_MS - 1, INTERVIEW_WARNING_MS + 1, false, false],
    [PLANNED - INTERVIEW_WARNING_MS, INTERVIEW_WARNING_MS, true, false],
    [PLANNED - 1, 1, true, false],
    [PLANNED, 0, true, true],
    [PLANNED + 5_000, -5_000, true, true],
  ])('[I2] after %i ms there are %i ms left; warning %s, over %s', (elapsed, leftMs, warning, over) => {
    expect(interviewClock(1_000, PLANNED, 1_000 + elapsed)).toEqual({ elapsedMs: elapsed, leftMs, warning, over });
  });

  test('[I2] a screen whose clock is behind the server shows no negative time', () => {
    expect(interviewClock(10_000, PLANNED, 4_000)).toMatchObject({ elapsedMs: 0, leftMs: PLANNED });
  });

  test('[I2] what has passed and what is left always add up, and only ever go one way', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.integer({ min: 1, max: 1e8 }),
        fc.nat(1e9),
        fc.nat(1e6),
        (start, planned, at, step) => {
          const now = interviewClock(start, planned, at);
          const later = interviewClock(start, planned, at + step);
          expect(now.elapsedMs + now.leftMs).toBe(planned);
          expect(later.leftMs).toBeLessThanOrEqual(now.leftMs);
          expect(later.over || !now.over).toBe(true);
        },
      ),
    );
  });
});
