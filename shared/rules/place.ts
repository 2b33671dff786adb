import type { TicketState } from './ticket.ts';

/** What orders a line: the database's number, never a timestamp. */
export type LinePlace = { seq: number; state: TicketState };

/**
 * The index of the next ticket to call: the lowest `seq` that is `waiting` and whose graduate is free.
 * `busy` names the graduates who are called or interviewed elsewhere; they keep their place. Rules Q2, Q3.
 */
export function nextToCall<T extends LinePlace & { graduateId: string }>(
  line: readonly T[],
  busy: ReadonlySet<string>,
): T | undefined {
  let next: T | undefined;
  for (const ticket of line) {
    if (ticket.state !== 'waiting' || busy.has(ticket.graduateId)) continue;
    if (next === undefined || ticket.seq < next.seq) next = ticket;
  }
  return next;
}
