/** States of a drop-off (投递), all visible to both sides. */
export const DROP_OFF_STATES = ['sent', 'opened', 'shortlisted', 'declined', 'withdrawn'] as const;
export type DropOffState = (typeof DROP_OFF_STATES)[number];

export const DROP_OFF_MOVES = ['open', 'shortlist', 'decline', 'withdraw'] as const;
export type DropOffMove = (typeof DROP_OFF_MOVES)[number];
export const DROP_OFF_ACTORS = ['graduate', 'recruiter'] as const;
export type DropOffActor = (typeof DROP_OFF_ACTORS)[number];

/** Why an employer declined; closed, so that the graduate reads it in their own language. */
export const DECLINE_REASONS = ['major', 'degree', 'experience', 'filled', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

type Cell = Partial<Record<DropOffActor, Partial<Record<DropOffMove, DropOffState>>>>;

/** The law of the drop-off: row = state, column = actor. A withdrawn drop-off is closed to the employer. Rules D1-D6. */
export const DROP_OFF_LAW: Readonly<Record<DropOffState, Cell>> = {
  sent: {
    graduate: { withdraw: 'withdrawn' },
    recruiter: { open: 'opened', shortlist: 'shortlisted', decline: 'declined' },
  },
  opened: {
    graduate: { withdraw: 'withdrawn' },
    recruiter: { open: 'opened', shortlist: 'shortlisted', decline: 'declined' },
  },
  shortlisted: {
    graduate: { withdraw: 'withdrawn' },
    recruiter: { open: 'shortlisted', shortlist: 'shortlisted', decline: 'declined' },
  },
  declined: {
    graduate: { withdraw: 'withdrawn' },
    recruiter: { open: 'declined', shortlist: 'shortlisted', decline: 'declined' },
  },
  withdrawn: {},
};

/** Where `move` by `actor` leads from `state`; `undefined` when it is not allowed. */
export function dropOffMove(state: DropOffState, actor: DropOffActor, move: DropOffMove): DropOffState | undefined {
  return DROP_OFF_LAW[state][actor]?.[move];
}
