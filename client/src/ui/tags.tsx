import type { ReactNode } from 'react';
import type { BoothDoor } from '#shared/rules/booth.ts';
import type { FairPhase } from '#shared/rules/fair-phase.ts';
import { useUiTexts } from './texts.ts';

/** A quiet label. `lead` is teal, `turn` amber (your turn only), `end` red (loss and ending only). */
export function Tag({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'lead' | 'turn' | 'end';
  children: ReactNode;
}): ReactNode {
  return <span className={`cf-tag cf-tag-${tone}`}>{children}</span>;
}

const DOOR_TEXT = {
  open: 'doorOpen',
  unattended: 'doorUnattended',
  paused: 'doorPaused',
  closed: 'doorClosed',
} as const;

/** What a booth shows at its door. */
export function DoorTag({ door }: { door: BoothDoor }): ReactNode {
  const t = useUiTexts();
  return (
    <Tag tone={door === 'open' ? 'lead' : 'plain'}>
      <span className={`cf-dot${door === 'open' ? ' cf-dot-on' : ''}`} aria-hidden="true" />
      {t(DOOR_TEXT[door])}
    </Tag>
  );
}

const PHASE_TEXT = {
  upcoming: 'phaseUpcoming',
  dropOff: 'phaseDropOff',
  live: 'phaseLive',
  closing: 'phaseClosing',
  ended: 'phaseEnded',
} as const;

/** The phase of a fair; a pause by the organizer covers a running phase. */
export function PhaseTag({ phase, paused = false }: { phase: FairPhase; paused?: boolean }): ReactNode {
  const t = useUiTexts();
  const running = phase === 'live' || phase === 'closing';
  if (paused && running) return <Tag>{t('phasePaused')}</Tag>;
  const tone = phase === 'closing' ? 'end' : phase === 'live' || phase === 'dropOff' ? 'lead' : 'plain';
  return (
    <Tag tone={tone}>
      {running && <span className="cf-dot cf-dot-on" aria-hidden="true" />}
      {t(PHASE_TEXT[phase])}
    </Tag>
  );
}
