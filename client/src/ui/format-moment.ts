import type { Locale } from '#shared/rules/terms.ts';
import { serverNow } from '../live/server-clock.ts';

const DAY_MS = 24 * 60 * 60_000;
const NEAR: Record<Locale, Record<number, string>> = {
  'zh-CN': { [-1]: '昨天', 0: '今天', 1: '明天' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
};

/** The zone of a fair unless it says otherwise. */
export const DEFAULT_ZONE = 'Asia/Shanghai';

const formats = new Map<string, Intl.DateTimeFormat>();
function format(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', options);
    formats.set(key, known);
  }
  return known;
}

/** The number of the day that `at` falls on in a zone. */
function dayOf(at: number, timeZone: string): number {
  const parts = format('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY_MS;
}

/** A time of day in the fair's zone: `14:30`. */
export function formatTime(at: number, locale: Locale, timeZone: string = DEFAULT_ZONE): string {
  return format(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** A moment (UTC epoch ms) as people say it, in the fair's zone: `today 14:30`, `明天 09:00`, `4月23日 14:30`. */
export function formatMoment(at: number, locale: Locale, timeZone: string = DEFAULT_ZONE, now = serverNow()): string {
  const near = NEAR[locale][dayOf(at, timeZone) - dayOf(now, timeZone)];
  const day = near ?? format(locale, { timeZone, month: 'short', day: 'numeric' }).format(at);
  return `${day} ${formatTime(at, locale, timeZone)}`;
}

/** The exact moment, for hover and long press. */
export function exactMoment(at: number, locale: Locale, timeZone: string = DEFAULT_ZONE): string {
  return format(locale, { timeZone, dateStyle: 'full', timeStyle: 'long' }).format(at);
}
