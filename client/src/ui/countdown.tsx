import type { ReactNode } from 'react';
import { useNow } from '../live/server-clock.ts';
import { clockText } from './clock-text.ts';
import { useUiTexts } from './texts.ts';

export { clockText };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

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
