import { INTERVIEW_WARNING_MS } from './limits.ts';

/** An interview waits for both sides, runs, and ends once. */
export const INTERVIEW_STATES = ['waiting', 'live', 'ended'] as const;
export type InterviewState = (typeof INTERVIEW_STATES)[number];

/** What a recruiter decides after the interview. */
export const OUTCOMES = ['offer', 'nextRound', 'reserve', 'declined'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How an interview came to its end. */
export const INTERVIEW_ENDINGS = ['graduate', 'recruiter', 'overtime', 'organizer'] as const;
export type InterviewEnding = (typeof INTERVIEW_ENDINGS)[number];

/** The stored facts an interview's state follows from (UTC epoch ms). */
export type InterviewTimes = { startedAt: number | null; endedAt: number | null };

/** The state of an interview: `live` from the moment both sides were first in the room. Rules I1-I4. */
export function interviewState(times: InterviewTimes): InterviewState {
  if (times.endedAt !== null) return 'ended';
  return times.startedAt === null ? 'waiting' : 'live';
}

/** The shared clock of the room, from server times only: both sides compute the same figure. Durations in ms. */
export function interviewClock(
  startedAt: number | null,
  plannedMs: number,
  now: number,
): { elapsedMs: number; leftMs: number; warning: boolean; over: boolean } {
  const elapsedMs = startedAt === null ? 0 : Math.max(0, now - startedAt);
  const leftMs = plannedMs - elapsedMs;
  return { elapsedMs, leftMs, warning: startedAt !== null && leftMs <= INTERVIEW_WARNING_MS, over: leftMs <= 0 };
}
