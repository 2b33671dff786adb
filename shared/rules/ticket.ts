/** States of a ticket (排队号). `paused` and `held` keep the place; the last five are final. */
export const TICKET_STATES = [
  'waiting',
  'paused',
  'held',
  'called',
  'interviewing',
  'done',
  'left',
  'noShow',
  'removed',
  'closed',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Who moves a ticket: the graduate who holds it, a recruiter of the booth, an organizer, or the clock. */
export const TICKET_ACTORS = ['graduate', 'recruiter', 'organizer', 'clock'] as const;
export type TicketActor = (typeof TICKET_ACTORS)[number];

/** What can be done to a ticket. */
export const TICKET_MOVES = [
  'call',
  'accept',
  'decline',
  'leave',
  'pause',
  'resume',
  'hold',
  'release',
  'putBack',
  'remove',
  'expire',
  'finish',
  'close',
] as const;
export type TicketMove = (typeof TICKET_MOVES)[number];

type Cell = Partial<Record<TicketActor, Partial<Record<TicketMove, TicketState>>>>;

/**
 * The law of the line as a table: row = state, column = actor, cell = the moves open to that actor and where each leads.
 * What is not in the table is illegal. Rules T1-T9 of docs/SPEC.md.
 */
export const TICKET_LAW: Readonly<Record<TicketState, Cell>> = {
  waiting: {
    graduate: { leave: 'left', pause: 'paused' },
    recruiter: { call: 'called', remove: 'removed' },
    organizer: { remove: 'removed' },
    clock: { hold: 'held', close: 'closed' },
  },
  paused: {
    graduate: { leave: 'left', resume: 'waiting' },
    recruiter: { remove: 'removed' },
    organizer: { remove: 'removed' },
    clock: { resume: 'waiting', close: 'closed' },
  },
  held: {
    graduate: { leave: 'left' },
    recruiter: { remove: 'removed' },
    organizer: { remove: 'removed' },
    clock: { release: 'waiting', close: 'closed' },
  },
  called: {
    graduate: { accept: 'interviewing', decline: 'left', leave: 'left' },
    recruiter: { putBack: 'waiting', remove: 'removed' },
    organizer: { putBack: 'waiting', remove: 'removed' },
    clock: { expire: 'noShow', putBack: 'waiting', close: 'closed' },
  },
  interviewing: {
    graduate: { finish: 'done' },
    recruiter: { finish: 'done' },
    organizer: { finish: 'done' },
    clock: { finish: 'done' },
  },
  done: {},
  left: {},
  noShow: {},
  removed: {},
  closed: {},
};

/** States in which a ticket is in its line or at a desk; a graduate has at most one such ticket a booth. */
export const LIVE_TICKET_STATES = [
  'waiting',
  'paused',
  'held',
  'called',
  'interviewing',
] as const satisfies TicketState[];
/** States in which a ticket has a place in its line. */
export const LINED_UP_STATES = ['waiting', 'paused', 'held'] as const satisfies TicketState[];
/** States in which a graduate is taken: at most one such ticket over all booths. */
export const TAKEN_TICKET_STATES = ['called', 'interviewing'] as const satisfies TicketState[];

/** Where `move` by `actor` leads from `state`; `undefined` when the law does not allow it. */
export function ticketMove(state: TicketState, actor: TicketActor, move: TicketMove): TicketState | undefined {
  return TICKET_LAW[state][actor]?.[move];
}

/** Whether the ticket still has a place or a desk. */
export function isLiveTicket(state: TicketState): boolean {
  return (LIVE_TICKET_STATES as readonly TicketState[]).includes(state);
}

/** Whether the ticket has a place in its line. */
export function isLinedUp(state: TicketState): boolean {
  return (LINED_UP_STATES as readonly TicketState[]).includes(state);
}
