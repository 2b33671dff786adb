import type { ReactNode } from 'react';
import { useNow } from '../live/server-clock.ts';
import { useUiTexts } from './texts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A duration as a clock: `0:42`, `12:04`, `1:02:03`. Negative durations show as zero. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The time left until a server moment (UTC epoch ms), ticking. Days and hours in words when it is far off. */
export function Countdown({ to, words = false }: { to: number; words?: boolean }): ReactNode {
  const now = useNow(250);
  const t = useUiTexts();
  const left = to - now;
  if (words && left >= 2 * DAY_MS)
    return <span className="cf-figure">{t('days', { count: Math.floor(left / DAY_MS) })}</span>;
  return (
    <span className="cf-figure" role="timer" aria-live="off">
      {clockText(left)}
    </span>
  );
}
