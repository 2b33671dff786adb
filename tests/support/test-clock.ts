import type { Clock } from '../../server/lib/clock.ts';

/** A clock that a test sets. It stands still unless told to run, so that no lease lapses while a busy machine thinks. */
export type TestClock = Clock & {
  /** Moves it forward (or back, with a negative figure), ms. */
  advance(byMs: number): void;
  /** Sets it to a moment, UTC epoch ms. */
  set(at: number): void;
  /** Lets it go on from where it is at the pace of the machine's own. */
  run(): void;
  /** Stops it where it is. */
  freeze(): void;
};

/** A clock that stands at `at`: the machine's own time by default, so that real sessions have not expired. */
export function createTestClock(at: number = Date.now()): TestClock {
  let base = at;
  let runningSince: number | undefined;
  const now = () => Math.floor(base + (runningSince === undefined ? 0 : performance.now() - runningSince));
  return {
    now,
    advance: (byMs) => {
      base += byMs;
    },
    set(to) {
      base = to;
      if (runningSince !== undefined) runningSince = performance.now();
    },
    run() {
      runningSince ??= performance.now();
    },
    freeze() {
      base = now();
      runningSince = undefined;
    },
  };
}
