import type { ReactNode } from 'react';
import { useLocale } from '../i18n/index.ts';
import { exactMoment, formatMoment } from './format-moment.ts';

/** A moment as people say it, the exact one on hover or long press. `at` is UTC epoch ms. */
export function Moment({ at, timeZone }: { at: number; timeZone?: string }): ReactNode {
  const locale = useLocale();
  return (
    <time dateTime={new Date(at).toISOString()} title={exactMoment(at, locale, timeZone)}>
      {formatMoment(at, locale, timeZone)}
    </time>
  );
}
