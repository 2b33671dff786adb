import type { DeskSnapshot, LineEntry } from './desk-line.ts';
import type { Interview } from './outcome-form.tsx';
import type { Person } from './person-column.tsx';

/**
 * Who stands in the desk's middle column: the one chosen in the line, else who is at the own desk, else the graduate of
 * the interview that has just ended. Somebody chosen who has left the line gives way to the others.
 */
export function personShown({
  snapshot,
  chosen,
  person,
  ended,
}: {
  snapshot: Pick<DeskSnapshot, 'line'>;
  chosen: LineEntry['ticketId'] | undefined;
  person: LineEntry | undefined;
  ended: Interview | undefined;
}): Person | undefined {
  const entry = snapshot.line.find((each) => each.ticketId === chosen) ?? person;
  if (entry !== undefined) {
    const own = entry.ticketId === person?.ticketId;
    const { candidate, position, dropOffId, interviewId } = entry;
    return { candidate, position, dropOffId, interviewId: own ? interviewId : null, atDesk: own };
  }
  if (ended === undefined) return undefined;
  const { candidate, position, dropOffId, id } = ended;
  return { candidate, position, dropOffId, interviewId: id, atDesk: true };
}
