import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INTERVIEW_PLANNED_MS } from '#shared/rules/limits.ts';
import { type WaitFacts, waitRange } from '#shared/rules/wait-estimate.ts';

const MINUTE = 60_000;
const length = fc.integer({ min: 1_000, max: 3 * 60 * MINUTE });

/** Facts as the database can give them: never more busy desks than desks. */
const facts: fc.Arbitrary<WaitFacts> = fc.integer({ min: 1, max: 30 }).chain((desks) =>
  fc.record({
    ahead: fc.nat(200),
    desks: fc.constant(desks),
    lengthsMs: fc.array(length, { maxLength: 30 }),
    fairMeanMs: fc.option(length, { nil: undefined }),
    busyForMs: fc.array(fc.nat(3 * 60 * MINUTE), { maxLength: desks }),
  }),
);

/** The range for facts that have a desk. */
function rangeOf(given: WaitFacts) {
  const range = waitRange(given);
  if (range === undefined) throw new Error('a booth with a desk has a wait');
  return range;
}

describe('the estimate of a wait', () => {
  test('[W1] nothing is said without a desk', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(0, -1), (given, desks) => {
        expect(waitRange({ ...given, desks })).toBeUndefined();
      }),
    );
  });

  test('[W1] it is a range of whole, finite milliseconds from zero up', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { lowMs, highMs } = rangeOf(given);
        expect(Number.isSafeInteger(lowMs) && Number.isSafeInteger(highMs)).toBe(true);
        expect(lowMs).toBeGreaterThanOrEqual(0);
        expect(lowMs).toBeLessThanOrEqual(highMs);
      }),
    );
  });

  test('[W1] a place further back never waits less', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 50 }), (given, more) => {
        const here = rangeOf(given);
        const behind = rangeOf({ ...given, ahead: given.ahead + more });
        expect(behind.lowMs).toBeGreaterThanOrEqual(here.lowMs);
        expect(behind.highMs).toBeGreaterThanOrEqual(here.highMs);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[W1] who stands just behind thirty idle desks waits no less than who stands before one', () => {
    const lengthsMs = Array<number>(30).fill(10 * MINUTE);
    const before = rangeOf({ ahead: 29, desks: 30, lengthsMs, busyForMs: [] });
    const behind = rangeOf({ ahead: 30, desks: 30, lengthsMs, busyForMs: [] });
    expect(behind.highMs).toBeGreaterThanOrEqual(before.highMs);
  });

  test('[W1] one more desk never makes the wait longer', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 10 }), (given, more) => {
        const here = rangeOf(given);
        const helped = rangeOf({ ...given, desks: given.desks + more });
        expect(helped.lowMs).toBeLessThanOrEqual(here.lowMs);
        expect(helped.highMs).toBeLessThanOrEqual(here.highMs);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[W1] before an idle desk the wait is short, and its low end is now', () => {
    const range = rangeOf({ ahead: 0, desks: 1, lengthsMs: [], busyForMs: [] });
    expect(range).toEqual({ lowMs: 0, highMs: INTERVIEW_PLANNED_MS / 10 });
  });

  test("[W1] a booth without interviews of its own goes by the fair's mean, then by its own", () => {
    const base = { ahead: 5, desks: 1, busyForMs: [0] };
    const unknown = rangeOf({ ...base, lengthsMs: [] });
    const longFair = rangeOf({ ...base, lengthsMs: [], fairMeanMs: 20 * MINUTE });
    const longBooth = rangeOf({ ...base, lengthsMs: Array<number>(30).fill(20 * MINUTE), fairMeanMs: 10 * MINUTE });
    expect(longFair.highMs).toBeGreaterThan(unknown.highMs);
    expect(longBooth.highMs).toBeGreaterThan(unknown.highMs);
    // Six interviews of some 20 minutes at one desk lie within what is said.
    expect(longBooth.lowMs).toBeLessThan(120 * MINUTE);
    expect(longBooth.highMs).toBeGreaterThan(110 * MINUTE);
  });

  test('[W1] eight of ten real waits fall into the range', () => {
    // Interviews drawn from a spread like the prior's, one desk, six people ahead; a fixed generator, so that it repeats.
    let seed = 42;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const draw = () => {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      return Math.max(MINUTE, (10 + 4 * normal) * MINUTE);
    };
    let inside = 0;
    const rounds = 2_000;
    for (let round = 0; round < rounds; round += 1) {
      const lengthsMs = Array.from({ length: 20 }, draw);
      const { lowMs, highMs } = rangeOf({ ahead: 6, desks: 1, lengthsMs, busyForMs: [0] });
      const real = Array.from({ length: 7 }, draw).reduce((a, b) => a + b, 0);
      if (real >= lowMs && real <= highMs) inside += 1;
    }
    expect(inside / rounds).toBeGreaterThan(0.75);
    expect(inside / rounds).toBeLessThan(0.9);
  });
});
