import { describe, expect, it } from 'vitest';
import { deskLine, type LineEntry, standingOf } from '../../client/src/features/desk/desk-line.ts';
import { matchReasons } from '../../client/src/features/desk/match-reasons.ts';
import { personShown } from '../../client/src/features/desk/person-shown.ts';
import type { TicketState } from '../../shared/rules/ticket.ts';

const ME = { code: '0802', zh: '机械', en: 'Mechanical' };
const OTHER = { code: '1202', zh: '财务', en: 'Finance' };

describe('match reasons', () => {
  it('say plainly that major and degree fit, are free, or differ', () => {
    const candidate = { major: ME, degree: 'bachelor' as const };
    const kinds = (majors: (typeof ME)[], degrees: ('associate' | 'bachelor' | 'master')[]) =>
      matchReasons(candidate, { majors, degrees }).map(({ kind }) => kind);
    expect(kinds([ME, OTHER], ['bachelor', 'master'])).toEqual(['majorSame', 'degreeFits']);
    expect(kinds([], [])).toEqual(['majorAny', 'degreeAny']);
    expect(kinds([OTHER], ['master'])).toEqual(['majorOther', 'degreeBelow']);
    expect(kinds([OTHER], ['associate'])).toEqual(['majorOther', 'degreeAbove']);
  });
});

/** An entry of the line with only what the rules of the desk look at. */
function entry(id: string, state: TicketState, elsewhere = false): LineEntry {
  return {
    ticketId: id,
    state,
    elsewhere,
    dropOffId: null,
    interviewId: null,
    position: null,
    candidate: { name: id },
  } as unknown as LineEntry;
}

describe('the line as the desk reads it', () => {
  it('keeps the place of who is in another interview, and says who can be called', () => {
    const line = deskLine({
      line: [
        entry('a', 'called'),
        entry('b', 'waiting', true),
        entry('c', 'waiting'),
        entry('d', 'paused'),
        entry('e', 'left'),
      ],
    });
    expect(line.atDesks.map(({ ticketId }) => ticketId)).toEqual(['a']);
    expect(line.lined.map(({ entry: { ticketId }, place }) => [ticketId, place])).toEqual([
      ['b', 1],
      ['c', 2],
      ['d', 3],
    ]);
    expect(line.callable).toBe(1);
    expect(standingOf(entry('b', 'waiting', true))).toBe('elsewhere');
  });

  it('shows who was chosen, else who is at the own desk; somebody chosen who left gives way', () => {
    const person = entry('a', 'interviewing');
    const snapshot = { line: [person, entry('b', 'waiting')] };
    const shown = (chosen: string | undefined) =>
      personShown({ snapshot, chosen: chosen as LineEntry['ticketId'], person, ended: undefined })?.candidate.name;
    expect(shown('b')).toBe('b');
    expect(shown(undefined)).toBe('a');
    expect(shown('gone')).toBe('a');
  });
});
