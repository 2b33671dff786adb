import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isLiveTicket,
  LINED_UP_STATES,
  LIVE_TICKET_STATES,
  TAKEN_TICKET_STATES,
  TICKET_ACTORS,
  TICKET_LAW,
  TICKET_MOVES,
  TICKET_STATES,
  type TicketState,
  ticketMove,
} from '#shared/rules/ticket.ts';

/** Every legal cell, once more and by hand: `state actor move -> state`. All other cells are illegal. */
const LEGAL = `
  waiting graduate leave -> left
  waiting graduate pause -> paused
  waiting recruiter call -> called
  waiting recruiter remove -> removed
  waiting organizer remove -> removed
  waiting clock hold -> held
  waiting clock close -> closed
  paused graduate leave -> left
  paused graduate resume -> waiting
  paused recruiter remove -> removed
  paused organizer remove -> removed
  paused clock resume -> waiting
  paused clock close -> closed
  held graduate leave -> left
  held recruiter remove -> removed
  held organizer remove -> removed
  held clock release -> waiting
  held clock close -> closed
  called graduate accept -> interviewing
  called graduate decline -> left
  called graduate leave -> left
  called recruiter putBack -> waiting
  called recruiter remove -> removed
  called organizer putBack -> waiting
  called organizer remove -> removed
  called clock expire -> noShow
  called clock putBack -> waiting
  called clock close -> closed
  interviewing graduate finish -> done
  interviewing recruiter finish -> done
  interviewing organizer finish -> done
  interviewing clock finish -> done
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ -> | /));

const FINAL = TICKET_STATES.filter((state) => !isLiveTicket(state));

describe('the law of the line', () => {
  const cells = TICKET_STATES.flatMap((state) =>
    TICKET_ACTORS.flatMap((actor) => TICKET_MOVES.map((move) => ({ state, actor, move }))),
  );

  test.each(TICKET_STATES)('[T1][T2] %s: each of its 52 cells is as the table by hand says', (state) => {
    const own = cells.filter((cell) => cell.state === state);
    expect(own).toHaveLength(TICKET_ACTORS.length * TICKET_MOVES.length);
    for (const { actor, move } of own) {
      const to = LEGAL.find(([s, a, m]) => s === state && a === actor && m === move)?.[3];
      expect(ticketMove(state, actor, move), `${state} ${actor} ${move}`).toBe(to);
    }
  });

  test('[T1] the table holds nothing beside its cells', () => {
    expect(Object.keys(TICKET_LAW).sort()).toEqual([...TICKET_STATES].sort());
    for (const row of Object.values(TICKET_LAW)) {
      for (const [actor, moves] of Object.entries(row)) {
        expect(TICKET_ACTORS).toContain(actor);
        for (const [move, to] of Object.entries(moves)) {
          expect(TICKET_MOVES).toContain(move);
          expect(TICKET_STATES).toContain(to);
        }
      }
    }
    expect(cells.filter(({ state, actor, move }) => ticketMove(state, actor, move) !== undefined)).toHaveLength(
      LEGAL.length,
    );
  });

  test('[T1] a final state is left by nobody', () => {
    expect(FINAL).toEqual(['done', 'left', 'noShow', 'removed', 'closed']);
    for (const { state, actor, move } of cells.filter((cell) => FINAL.includes(cell.state))) {
      expect(ticketMove(state, actor, move)).toBeUndefined();
    }
  });

  test('[T1] the groups of states are parts of each other', () => {
    expect([...LINED_UP_STATES, ...TAKEN_TICKET_STATES].sort()).toEqual([...LIVE_TICKET_STATES].sort());
    expect(TICKET_STATES.filter(isLiveTicket)).toEqual([...LIVE_TICKET_STATES]);
  });

  test('[T1] an interview is only entered from a call, and only by the graduate', () => {
    const entering = cells.filter(({ state, actor, move }) => ticketMove(state, actor, move) === 'interviewing');
    expect(entering).toEqual([{ state: 'called', actor: 'graduate', move: 'accept' }]);
  });

  test('[T1] only a recruiter calls', () => {
    const calling = cells.filter(({ state, actor, move }) => ticketMove(state, actor, move) === 'called');
    expect(calling).toEqual([{ state: 'waiting', actor: 'recruiter', move: 'call' }]);
  });

  test('[T6][T8] only the clock makes a no-show or closes a line', () => {
    for (const { state, actor, move } of cells) {
      const to = ticketMove(state, actor, move);
      if (to === 'noShow' || to === 'closed') expect(actor).toBe('clock');
    }
  });

  test('[T1] whatever is tried in whatever order, a ticket ends at most once and every live state can end', () => {
    const attempt = fc.record({ actor: fc.constantFrom(...TICKET_ACTORS), move: fc.constantFrom(...TICKET_MOVES) });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        let state: TicketState = 'waiting';
        let endings = 0;
        for (const { actor, move } of attempts) {
          const to = ticketMove(state, actor, move);
          if (to === undefined) continue;
          if (!isLiveTicket(to)) endings += 1;
          state = to;
        }
        return endings === (isLiveTicket(state) ? 0 : 1);
      }),
      { numRuns: 500 },
    );
    for (const state of LIVE_TICKET_STATES) {
      const ends = cells.some(
        (cell) => cell.state === state && FINAL.includes(ticketMove(state, cell.actor, cell.move) ?? 'waiting'),
      );
      expect(ends, state).toBe(true);
    }
  });
});
