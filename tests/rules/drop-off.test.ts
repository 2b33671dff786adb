import { describe, expect, test } from 'vitest';
import { DROP_OFF_ACTORS, DROP_OFF_LAW, DROP_OFF_MOVES, DROP_OFF_STATES, dropOffMove } from '#shared/rules/drop-off.ts';

/** Every cell by hand: columns open, shortlist, decline, withdraw; `-` is illegal. */
const TABLE = {
  sent: { graduate: '- - - withdrawn', recruiter: 'opened shortlisted declined -' },
  opened: { graduate: '- - - withdrawn', recruiter: 'opened shortlisted declined -' },
  shortlisted: { graduate: '- - - withdrawn', recruiter: 'shortlisted shortlisted declined -' },
  declined: { graduate: '- - - withdrawn', recruiter: 'declined shortlisted declined -' },
  withdrawn: { graduate: '- - - -', recruiter: '- - - -' },
} as const;

describe('the law of the drop-off', () => {
  test.each(DROP_OFF_STATES)('[D3] %s: each of its cells is as the table by hand says', (state) => {
    for (const actor of DROP_OFF_ACTORS) {
      const row = DROP_OFF_MOVES.map((move) => dropOffMove(state, actor, move) ?? '-').join(' ');
      expect(row, `${state} ${actor}`).toBe(TABLE[state][actor]);
    }
  });

  test('[D3] the table holds nothing beside its cells', () => {
    expect(Object.keys(DROP_OFF_LAW).sort()).toEqual([...DROP_OFF_STATES].sort());
    for (const row of Object.values(DROP_OFF_LAW)) {
      for (const actor of Object.keys(row)) expect(DROP_OFF_ACTORS).toContain(actor);
    }
  });

  test('[D5] a withdrawn drop-off is moved by nobody, and every other one can be withdrawn', () => {
    for (const state of DROP_OFF_STATES) {
      expect(dropOffMove(state, 'graduate', 'withdraw')).toBe(state === 'withdrawn' ? undefined : 'withdrawn');
      expect(dropOffMove(state, 'recruiter', 'withdraw')).toBeUndefined();
    }
  });

  test('[D3] opening never takes a decision back', () => {
    expect(dropOffMove('shortlisted', 'recruiter', 'open')).toBe('shortlisted');
    expect(dropOffMove('declined', 'recruiter', 'open')).toBe('declined');
  });
});
