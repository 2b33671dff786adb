import { describe, expect, test } from 'vitest';
import type { BoothId, FairId, TicketId } from '#shared/contract/ids.ts';
import { TICKET_STATES, type TicketState } from '#shared/rules/ticket.ts';
import {
  type CallShown,
  followCall,
  NOTHING,
  sameShown,
  type Ticket,
} from '../../client/src/features/call/follow-call.ts';

function ticket(id: string, state: TicketState): Ticket {
  return {
    id: id as TicketId,
    number: 7,
    state,
    booth: { id: 'b' as BoothId, number: 'A-001', employer: { zh: '启衡装备', en: 'Qiheng' }, fairId: 'f' as FairId },
    position: null,
    joinedAt: 0,
    ahead: null,
    wait: null,
    door: 'open',
    calledBy: null,
    callExpiresAt: state === 'called' ? 45_000 : null,
    interviewId: null,
    endedAt: null,
  };
}

const call = (id: string): CallShown => ({ kind: 'call', ticket: ticket(id, 'called') });

describe('what is shown of a call', () => {
  test('a called ticket is shown, whatever was shown before', () => {
    expect(followCall(NOTHING, [ticket('a', 'waiting'), ticket('b', 'called')], null)).toMatchObject({
      kind: 'call',
      ticket: { id: 'b' },
    });
    const after: CallShown = { kind: 'after', ticket: ticket('a', 'noShow'), how: 'noShow' };
    expect(followCall(after, [ticket('b', 'called')], null)).toMatchObject({ kind: 'call', ticket: { id: 'b' } });
  });

  const ends: Record<Exclude<TicketState, 'called'>, CallShown['kind'] | `after:${string}`> = {
    waiting: 'after:waiting',
    paused: 'after:waiting',
    held: 'after:waiting',
    interviewing: 'nothing',
    done: 'nothing',
    left: 'nothing',
    noShow: 'after:noShow',
    removed: 'after:removed',
    closed: 'after:closed',
  };
  test.each(TICKET_STATES.filter((state) => state !== 'called'))('a call that turns %s', (state) => {
    const shown = followCall(call('a'), [ticket('a', state)], null);
    expect(shown.kind === 'after' ? `after:${shown.how}` : shown.kind).toBe(ends[state]);
  });

  test('a call whose ticket is no longer told about', () => {
    expect(followCall(call('a'), [], null)).toMatchObject({ kind: 'after', how: 'gone' });
  });

  test('what this window answered needs no words, also before the view knows of it', () => {
    expect(followCall(call('a'), [ticket('a', 'called')], 'a')).toEqual(NOTHING);
    expect(followCall(call('a'), [], 'a')).toEqual(NOTHING);
  });

  test('words stay until they are closed, over any number of snapshots', () => {
    const after: CallShown = { kind: 'after', ticket: ticket('a', 'noShow'), how: 'noShow' };
    expect(followCall(after, [ticket('c', 'waiting')], null)).toBe(after);
  });

  test('a call that is extended is drawn again, one that is merely told again is not', () => {
    const longer: CallShown = { kind: 'call', ticket: { ...ticket('a', 'called'), callExpiresAt: 90_000 } };
    expect(sameShown(call('a'), call('a'))).toBe(true);
    expect(sameShown(call('a'), longer)).toBe(false);
    expect(sameShown(call('a'), NOTHING)).toBe(false);
  });
});
