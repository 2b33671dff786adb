import { describe, expect, it } from 'vitest';
import { clockText } from '../../client/src/ui/clock-text.ts';
import { formatMoment, formatTime } from '../../client/src/ui/format-moment.ts';

const SHANGHAI = 'Asia/Shanghai';
const at = (text: string) => Date.parse(text);

describe('times as people say them', () => {
  const now = at('2026-11-23T10:00:00+08:00');

  it('says today, tomorrow and yesterday by the day of the zone of the fair, not of the device', () => {
    expect(formatMoment(at('2026-11-23T14:30:00+08:00'), 'en', SHANGHAI, now)).toBe('today 14:30');
    expect(formatMoment(at('2026-11-23T00:05:00+08:00'), 'zh-CN', SHANGHAI, now)).toBe('今天 00:05');
    expect(formatMoment(at('2026-11-24T09:00:00+08:00'), 'zh-CN', SHANGHAI, now)).toBe('明天 09:00');
    expect(formatMoment(at('2026-11-22T23:59:00+08:00'), 'en', SHANGHAI, now)).toBe('yesterday 23:59');
  });

  it('names the day when it is further away', () => {
    expect(formatMoment(at('2026-12-01T09:00:00+08:00'), 'en', SHANGHAI, now)).toBe('1 Dec 09:00');
    expect(formatMoment(at('2026-12-01T09:00:00+08:00'), 'zh-CN', SHANGHAI, now)).toBe('12月1日 09:00');
  });

  it('counts midnight as the first hour of the day', () => {
    expect(formatTime(at('2026-11-23T00:00:00+08:00'), 'en', SHANGHAI)).toBe('00:00');
  });
});

describe('a countdown', () => {
  it.each([
    [42_000, '0:42'],
    [41_200, '0:42'],
    [724_000, '12:04'],
    [3_723_000, '1:02:03'],
    [0, '0:00'],
    [-5_000, '0:00'],
  ])('%i ms is %s', (ms, text) => {
    expect(clockText(ms)).toBe(text);
  });
});
