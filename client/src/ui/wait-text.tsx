import { type ReactNode, useId, useState } from 'react';
import { useUiTexts } from './texts.ts';

const MINUTE_MS = 60_000;

/** A wait as a range in plain minutes; `null` says honestly that nothing can be said. With `reason`, a button explains it. */
export function WaitText({
  wait,
  reason = false,
}: {
  wait: { lowMs: number; highMs: number } | null;
  reason?: boolean;
}): ReactNode {
  const t = useUiTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  const text = wait === null ? t('waitUnknown') : rangeText(wait, t);
  if (!reason) return <span className="cf-wait">{text}</span>;
  return (
    <span className="cf-wait">
      {text}{' '}
      <button type="button" className="cf-link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t('why')}
      </button>
      <span id={id} className="cf-wait-why" hidden={!open}>
        {wait === null ? t('waitUnknownWhy') : t('waitWhy')}
      </span>
    </span>
  );
}

function rangeText(wait: { lowMs: number; highMs: number }, t: ReturnType<typeof useUiTexts>): string {
  const high = Math.ceil(wait.highMs / MINUTE_MS);
  const low = Math.floor(wait.lowMs / MINUTE_MS);
  if (high <= 1) return t('waitNow');
  if (low < 1) return t('waitUnder', { high });
  return t('waitRange', { low, high });
}
