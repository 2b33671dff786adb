import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closingAt, dropOffOpen, FAIR_PHASES, fairPhase, linesMove, nextPhaseAt } from '#shared/rules/fair-phase.ts';
import { CLOSING_MS } from '#shared/rules/limits.ts';

const HOUR = 3_600_000;
const times = { dropOffOpensAt: 10 * HOUR, startsAt: 20 * HOUR, endsAt: 28 * HOUR };
const closing = times.endsAt - CLOSING_MS;

const anyTimes = fc
  .tuple(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }))
  .map(([a, b, c]) => ({ dropOffOpensAt: a, startsAt: a + b, endsAt: a + b + c }));

describe('the phase of a fair', () => {
  test.each([
    ['[F3] a millisecond before drop-off opens', times.dropOffOpensAt - 1, 'upcoming', times.dropOffOpensAt],
    ['[F3] at the instant drop-off opens', times.dropOffOpensAt, 'dropOff', times.startsAt],
    ['[F3] a millisecond before the start', times.startsAt - 1, 'dropOff', times.startsAt],
    ['[F3] at the instant of the start', times.startsAt, 'live', closing],
    ['[F3] a millisecond before the closing stretch', closing - 1, 'live', closing],
    ['[F2][F3] at the first instant of the closing stretch', closing, 'closing', times.endsAt],
    ['[F3] a millisecond before the end', times.endsAt - 1, 'closing', times.endsAt],
    ['[F3] at the instant of the end', times.endsAt, 'ended', undefined],
    ['[F1] long after the end', times.endsAt + 1e12, 'ended', undefined],
  ] as const)('%s', (_when, now, phase, next) => {
    expect(fairPhase(times, now)).toBe(phase);
    expect(nextPhaseAt(times, now)).toBe(next);
  });

  test('[F2] a fair shorter than the closing stretch is closing from its start, not before', () => {
    const short = { dropOffOpensAt: 0, startsAt: HOUR, endsAt: HOUR + CLOSING_MS / 2 };
    expect(closingAt(short)).toBe(short.startsAt);
    expect(fairPhase(short, short.startsAt - 1)).toBe('dropOff');
    expect(fairPhase(short, short.startsAt)).toBe('closing');
  });

  test('[F3] drop-off may open with the start: that phase is then skipped', () => {
    const sudden = { dropOffOpensAt: HOUR, startsAt: HOUR, endsAt: 9 * HOUR };
    expect(fairPhase(sudden, HOUR - 1)).toBe('upcoming');
    expect(fairPhase(sudden, HOUR)).toBe('live');
  });

  test('[F1] the clock passes through the phases in one direction, and `nextPhaseAt` names each change', () => {
    fc.assert(
      fc.property(anyTimes, fc.nat(4e9), fc.nat(1e9), (fair, now, later) => {
        const order = (at: number) => FAIR_PHASES.indexOf(fairPhase(fair, at));
        expect(order(now + later)).toBeGreaterThanOrEqual(order(now));
        const next = nextPhaseAt(fair, now);
        if (next === undefined) {
          expect(fairPhase(fair, now)).toBe('ended');
          return;
        }
        expect(next).toBeGreaterThan(now);
        expect(order(next - 1)).toBe(order(now));
        expect(order(next)).toBeGreaterThan(order(now));
      }),
    );
  });

  test('[F1] extending only ever moves a phase back towards live', () => {
    fc.assert(
      fc.property(anyTimes, fc.nat(4e9), fc.nat(1e9), (fair, now, by) => {
        const before = FAIR_PHASES.indexOf(fairPhase(fair, now));
        const after = FAIR_PHASES.indexOf(fairPhase({ ...fair, endsAt: fair.endsAt + by }, now));
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('what a phase allows', () => {
  test.each([
    ['upcoming', false, false],
    ['dropOff', false, true],
    ['live', true, true],
    ['closing', true, true],
    ['ended', false, false],
  ] as const)(
    '[F5][D2] %s: lines move %s, drop-off open %s; a pause stops lines in any phase',
    (phase, moves, open) => {
      expect(linesMove(phase, false)).toBe(moves);
      expect(linesMove(phase, true)).toBe(false);
      expect(dropOffOpen(phase)).toBe(open);
    },
  );
});
