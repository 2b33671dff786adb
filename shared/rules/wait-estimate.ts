import { INTERVIEW_PLANNED_MS } from './limits.ts';

/** A wait as a range: the 10th and 90th percentile, in milliseconds. */
export type WaitRange = { lowMs: number; highMs: number };

/** What a wait is estimated from. */
export type WaitFacts = {
  /** People before this one who are still to be called. */
  ahead: number;
  /** Desks with a recruiter present. */
  desks: number;
  /** Lengths of this booth's finished interviews, ms. */
  lengthsMs: readonly number[];
  /** Mean length over the whole fair, ms, or undefined when none has finished. */
  fairMeanMs?: number | undefined;
  /** How long each busy desk has been at its current interview, ms. */
  busyForMs: readonly number[];
};

/** The standard normal's 90th percentile. */
const Z90 = 1.2816;
/** Weight of the fair's mean against a booth's own lengths: as if so many interviews had been seen. */
const PRIOR_WEIGHT = 4;
/** The wait before an idle desk is at most this share of a mean interview: the call and its answer. */
const IDLE_SHARE = 0.1;
/** Spread assumed for one interview's length, relative to its mean, until the booth shows its own. */
const PRIOR_SPREAD = 0.45;

/**
 * An 80 % interval of the wait for a place in line, or undefined when no desk is present (nothing honest can be said).
 * Interview lengths are shrunk towards the fair's mean while the booth has few of its own; the sum of the interviews
 * ahead is taken as normal, with the mean itself known only as well as `n` interviews tell it. Rule W1.
 */
export function waitRange(facts: WaitFacts): WaitRange | undefined {
  if (facts.desks <= 0) return undefined;
  const prior = facts.fairMeanMs ?? INTERVIEW_PLANNED_MS;
  const n = facts.lengthsMs.length;
  const sum = facts.lengthsMs.reduce((a, b) => a + b, 0);
  const mean = (sum + PRIOR_WEIGHT * prior) / (n + PRIOR_WEIGHT);
  const squares = facts.lengthsMs.reduce((a, b) => a + (b - mean) ** 2, 0);
  const variance = (squares + PRIOR_WEIGHT * (PRIOR_SPREAD * prior) ** 2) / (n + PRIOR_WEIGHT);
  const idle = Math.max(0, facts.desks - facts.busyForMs.length);
  if (facts.ahead < idle) return { lowMs: 0, highMs: Math.round(mean * IDLE_SHARE) };
  const residual = facts.busyForMs.reduce((a, busy) => a + Math.max(mean * 0.15, mean - busy), 0);
  const work = residual + (facts.ahead - idle + (facts.busyForMs.length === 0 ? 1 : 0)) * mean;
  const centre = work / facts.desks;
  const interviews = Math.max(1, facts.ahead + facts.busyForMs.length);
  const spread = (Z90 * Math.sqrt(variance * interviews * (1 + interviews / (n + PRIOR_WEIGHT)))) / facts.desks;
  return {
    lowMs: Math.max(0, Math.round(centre - spread)),
    highMs: Math.round(Math.max(mean * IDLE_SHARE, centre + spread)),
  };
}
