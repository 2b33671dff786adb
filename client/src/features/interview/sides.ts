import type { ViewSnapshot } from '#shared/contract/socket.ts';

/** The room as both sides see it. */
export type Interview = ViewSnapshot<'interview'>;

/** Which of the two sides looks at the room. */
export type Side = 'graduate' | 'recruiter';

/** The person on the other side. */
export function otherSide(interview: Interview, side: Side): Interview['graduate'] {
  return side === 'graduate' ? interview.recruiter : interview.graduate;
}

/** The person on the own side. */
export function ownSide(interview: Interview, side: Side): Interview['graduate'] {
  return side === 'graduate' ? interview.graduate : interview.recruiter;
}
