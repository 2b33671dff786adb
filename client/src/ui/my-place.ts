import type { MyTicket } from '#shared/contract/views.ts';
import type { BoothDoor } from '#shared/rules/booth.ts';
import { LINED_UP_STATES, type TicketState } from '#shared/rules/ticket.ts';
import { useView } from '../live/use-view.ts';

export type { MyTicket };

/** Where a ticket stands: `place` counts from 1; both are null once it has left the line. */
export type MyPlace = {
  place: number | null;
  wait: { lowMs: number; highMs: number } | null;
  door: BoothDoor;
  /** False while the line's live view is not there: the figures may be a little old. */
  fresh: boolean;
};

/** Whether a ticket in this state has a place in its line. */
export function isLinedUp(state: TicketState): boolean {
  return (LINED_UP_STATES as readonly TicketState[]).includes(state);
}

/**
 * Finds a ticket in its booth's line: the line goes out once for everybody, as opaque numbers in order, and each screen
 * finds itself in it. Until the line is there, what the ticket itself said is shown.
 */
export function useMyPlace(ticket: MyTicket): MyPlace {
  const lined = isLinedUp(ticket.state);
  const { snapshot, status } = useView('boothLine', lined ? { boothId: ticket.booth.id } : null);
  const known = { place: ticket.ahead === null ? null : ticket.ahead + 1, wait: ticket.wait, door: ticket.door };
  if (!lined || snapshot === undefined) return { ...known, fresh: !lined };
  const line = snapshot.line.filter((each) => isLinedUp(each.state));
  const index = line.findIndex((each) => each.number === ticket.number);
  if (index < 0) return { ...known, door: snapshot.door, fresh: status === 'live' };
  return { place: index + 1, wait: line[index]?.wait ?? null, door: snapshot.door, fresh: status === 'live' };
}
