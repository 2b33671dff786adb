import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextToCall } from '#shared/rules/place.ts';
import { TICKET_STATES } from '#shared/rules/ticket.ts';

const ticket = (seq: number, state: (typeof TICKET_STATES)[number] = 'waiting') => ({
  seq,
  state,
  graduateId: `g${seq}`,
});

describe('who is called next', () => {
  test('[Q2] the lowest number of the database, whatever the order of the list', () => {
    expect(nextToCall([ticket(30), ticket(10), ticket(20)], new Set())?.seq).toBe(10);
  });

  test('[Q3] who is taken elsewhere is passed over, and is first again once free', () => {
    const line = [ticket(1), ticket(2), ticket(3)];
    expect(nextToCall(line, new Set(['g1']))?.seq).toBe(2);
    expect(nextToCall(line, new Set(['g1', 'g2']))?.seq).toBe(3);
    expect(nextToCall(line, new Set())?.seq).toBe(1);
  });

  test('[Q2] nobody from an empty line, nor from one in which nobody waits', () => {
    expect(nextToCall([], new Set())).toBeUndefined();
    const others = TICKET_STATES.filter((state) => state !== 'waiting');
    expect(
      nextToCall(
        others.map((state, index) => ticket(index, state)),
        new Set(),
      ),
    ).toBeUndefined();
  });

  test('[Q2][Q3] always the first of those who wait and are free', () => {
    const line = fc
      .uniqueArray(fc.nat(1000))
      .chain((seqs) =>
        fc.tuple(...seqs.map((seq) => fc.constantFrom(...TICKET_STATES).map((state) => ticket(seq, state)))),
      );
    fc.assert(
      fc.property(line, fc.array(fc.nat(1000)), (tickets, busySeqs) => {
        const busy = new Set(busySeqs.map((seq) => `g${seq}`));
        const free = tickets.filter(({ state, graduateId }) => state === 'waiting' && !busy.has(graduateId));
        const first = free.length === 0 ? undefined : Math.min(...free.map(({ seq }) => seq));
        expect(nextToCall(tickets, busy)?.seq).toBe(first);
      }),
    );
  });
});
