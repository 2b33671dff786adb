/** Where the time comes from; a test clock can drive everything. */
export type Clock = {
  /** UTC epoch milliseconds. */
  now(): number;
};

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
