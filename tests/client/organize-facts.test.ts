import { describe, expect, it } from 'vitest';
import { type BoardHall, needsHelp, waitLevel } from '../../client/src/features/organize/board-facts.ts';
import { fromWallClock, toWallClock } from '../../client/src/features/organize/zoned-time.ts';

describe('wall clock of a fair', () => {
  it('is read and written in its own zone, whatever the zone of the browser', () => {
    const at = Date.UTC(2026, 10, 23, 6, 30);
    expect(toWallClock(at)).toBe('2026-11-23T14:30');
    expect(fromWallClock('2026-11-23T14:30')).toBe(at);
    expect(toWallClock(at, 'America/New_York')).toBe('2026-11-23T01:30');
  });

  it('survives a change of clocks', () => {
    for (const text of ['2026-03-29T01:30', '2026-03-29T03:30', '2026-10-25T04:00']) {
      const at = fromWallClock(text, 'Europe/Berlin');
      expect(at === undefined ? undefined : toWallClock(at, 'Europe/Berlin')).toBe(text);
    }
  });

  it('does not make a moment of what is none', () => {
    expect(fromWallClock('')).toBeUndefined();
    expect(fromWallClock('2026-13-45T99:00')).toBeUndefined();
  });
});

type Booth = BoardHall['booths'][number];
const booth = (id: string, door: Booth['door'], waiting: number, minutes: number | null): Booth =>
  ({
    id,
    number: id,
    employer: { zh: id, en: id },
    door,
    waiting,
    desks: 1,
    interviewing: 0,
    longestWaitMs: minutes === null ? null : minutes * 60_000,
  }) as Booth;

describe('the live board', () => {
  it('puts people waiting at an unattended booth first, and leaves out booths where nobody waits', () => {
    const hall = {
      hall: { id: 'h', name: { zh: 'h', en: 'h' } },
      booths: [
        booth('busy', 'open', 9, 31),
        booth('fine', 'open', 2, 5),
        booth('empty', 'unattended', 0, null),
        booth('paused', 'paused', 1, 50),
        booth('lost', 'unattended', 1, 2),
        booth('lostLonger', 'unattended', 3, 12),
      ],
    } as unknown as BoardHall;
    expect(needsHelp([hall]).map(({ booth: { id }, why }) => `${id} ${why}`)).toEqual([
      'lostLonger unattended',
      'lost unattended',
      'paused paused',
      'busy longWait',
    ]);
  });

  it('colours by the longest wait: 15 and 30 minutes are the steps', () => {
    const levels = [null, 0, 14, 15, 29, 30].map((minutes) =>
      waitLevel({ waiting: minutes === null ? 0 : 1, longestWaitMs: minutes === null ? null : minutes * 60_000 }),
    );
    expect(levels).toEqual(['none', 'short', 'short', 'notable', 'notable', 'long']);
  });
});
