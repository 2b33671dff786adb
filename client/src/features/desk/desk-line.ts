import type { ViewSnapshot } from '#shared/contract/socket.ts';
import { isLiveTicket } from '#shared/rules/ticket.ts';

export type DeskSnapshot = ViewSnapshot<'boothDesk'>;
export type LineEntry = DeskSnapshot['line'][number];
export type Desk = DeskSnapshot['desks'][number];

/**
 * Where a person of the line stands, as a recruiter needs it. `elsewhere`: called or interviewed at another booth, the
 * place is kept. `calledHere` and `atDesk` are at one of this booth's desks.
 */
export type Standing = 'waiting' | 'elsewhere' | 'paused' | 'calledHere' | 'atDesk';

/** The standing of one person of the line. */
export function standingOf(entry: Pick<LineEntry, 'state' | 'elsewhere'>): Standing {
  if (entry.state === 'interviewing') return 'atDesk';
  if (entry.state === 'called') return 'calledHere';
  if (entry.state === 'held' || entry.elsewhere) return 'elsewhere';
  return entry.state === 'paused' ? 'paused' : 'waiting';
}

/** The line as it is read: those at a desk or called first, then the line in its own order, with places from 1. */
export type DeskLine = {
  atDesks: LineEntry[];
  lined: { entry: LineEntry; place: number }[];
  /** How many could be called this instant. */
  callable: number;
};

/** Parts the snapshot's line into who is at a desk and who has a place. The server's order is kept as it is. */
export function deskLine(snapshot: Pick<DeskSnapshot, 'line'>): DeskLine {
  const live = snapshot.line.filter((entry) => isLiveTicket(entry.state));
  const atDesks = live.filter((entry) => ['atDesk', 'calledHere'].includes(standingOf(entry)));
  const lined = live.filter((entry) => !atDesks.includes(entry)).map((entry, index) => ({ entry, place: index + 1 }));
  return { atDesks, lined, callable: lined.filter(({ entry }) => standingOf(entry) === 'waiting').length };
}

/** The recruiter's own desk at the booth, or undefined while they do not sit at one. */
export function ownDesk(snapshot: Pick<DeskSnapshot, 'desks'>, userId: string | undefined): Desk | undefined {
  return snapshot.desks.find((desk) => desk.recruiter.id === userId);
}

/** The person at a desk (called or in the interview), or undefined while it is free. */
export function personAt(
  snapshot: Pick<DeskSnapshot, 'line'>,
  desk: Pick<Desk, 'ticketId'> | undefined,
): LineEntry | undefined {
  return desk?.ticketId ? snapshot.line.find((entry) => entry.ticketId === desk.ticketId) : undefined;
}
