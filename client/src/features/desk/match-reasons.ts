import { DEGREES, type Degree } from '#shared/rules/terms.ts';

type Candidate = { major: { code: string }; degree: Degree };
type Wanted = { majors: readonly { code: string }[]; degrees: readonly Degree[] };

/** One fact about how a candidate stands to a position. `tone` says how it reads; the words are the screen's. */
export type MatchReason = {
  kind: 'majorSame' | 'majorAny' | 'majorOther' | 'degreeFits' | 'degreeAbove' | 'degreeBelow' | 'degreeAny';
  tone: 'fits' | 'open' | 'differs';
};

/**
 * How a candidate's major and degree stand to what a position names, as plain facts and in this order. Nothing is
 * scored: the reader judges. An empty list of majors or degrees means that any will do.
 */
export function matchReasons(candidate: Candidate, position: Wanted): MatchReason[] {
  return [majorReason(candidate, position), degreeReason(candidate, position)];
}

function majorReason(candidate: Candidate, position: Wanted): MatchReason {
  if (position.majors.length === 0) return { kind: 'majorAny', tone: 'open' };
  const named = position.majors.some((major) => major.code === candidate.major.code);
  return named ? { kind: 'majorSame', tone: 'fits' } : { kind: 'majorOther', tone: 'differs' };
}

function degreeReason(candidate: Candidate, position: Wanted): MatchReason {
  if (position.degrees.length === 0) return { kind: 'degreeAny', tone: 'open' };
  if (position.degrees.includes(candidate.degree)) return { kind: 'degreeFits', tone: 'fits' };
  const held = DEGREES.indexOf(candidate.degree);
  const lowest = Math.min(...position.degrees.map((degree) => DEGREES.indexOf(degree)));
  return held > lowest ? { kind: 'degreeAbove', tone: 'open' } : { kind: 'degreeBelow', tone: 'differs' };
}
