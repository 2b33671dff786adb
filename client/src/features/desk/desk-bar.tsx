import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { BoothId } from '#shared/contract/ids.ts';
import { fairPhase, nextPhaseAt } from '#shared/rules/fair-phase.ts';
import { api } from '../../api/client.ts';
import { useLocale } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatMoment } from '../../ui/format-moment.ts';
import { DoorTag, PhaseTag } from '../../ui/tags.tsx';
import type { DeskSnapshot } from './desk-line.ts';
import { useDeskTexts } from './texts.ts';
import type { Seat } from './use-seat.ts';

type Fair = { dropOffOpensAt: number; startsAt: number; endsAt: number; paused: boolean; timeZone: string };

/** The desk's head: which booth, its door, the fair's phase, and what can be done to booth and seat. */
export function DeskBar({
  boothId,
  title,
  fair,
  snapshot,
  seat,
  busy,
  children,
}: {
  boothId: BoothId;
  title: string;
  fair: Fair | undefined;
  snapshot: DeskSnapshot;
  seat: Seat;
  /** Somebody is called to or interviewed at the own desk. */
  busy: boolean;
  children?: ReactNode;
}): ReactNode {
  const t = useDeskTexts();
  return (
    <header className="desk-bar">
      <h1>{title}</h1>
      <DoorTag door={snapshot.door} />
      {fair !== undefined && <FairTime fair={fair} />}
      <span className="desk-bar-space" />
      <Link className="desk-bar-link" to={`/desk/${boothId}/inbox`}>
        {t('toInbox')}
        {snapshot.unread > 0 && <span className="desk-badge">{t('unreadCount', { n: snapshot.unread })}</span>}
      </Link>
      {children}
      <PauseButton boothId={boothId} paused={snapshot.paused} />
      {seat.deskId !== undefined && <LeaveButton seat={seat} busy={busy} others={snapshot.desks.length > 1} />}
    </header>
  );
}

function FairTime({ fair }: { fair: Fair }): ReactNode {
  const t = useDeskTexts();
  const locale = useLocale();
  const now = useNow(5_000);
  const phase = fairPhase(fair, now);
  const at = phase === 'upcoming' || phase === 'dropOff' ? fair.startsAt : fair.endsAt;
  const words = {
    upcoming: 'startsAt',
    dropOff: 'startsAt',
    live: 'endsAt',
    closing: 'endsAt',
    ended: 'endedAt',
  } as const;
  return (
    <>
      <PhaseTag phase={phase} paused={fair.paused} />
      <span className="cf-muted cf-small" data-next-phase={nextPhaseAt(fair, now)}>
        {t(words[phase], { when: formatMoment(at, locale, fair.timeZone) })}
      </span>
    </>
  );
}

function PauseButton({ boothId, paused }: { boothId: BoothId; paused: boolean }): ReactNode {
  const t = useDeskTexts();
  const [asking, setAsking] = useState(false);
  const pause = useMutation({
    mutationFn: () => (paused ? api.booths.resume({ boothId }) : api.booths.pause({ boothId })),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button loading={pause.isPending && !asking} onClick={() => (paused ? pause.mutate() : setAsking(true))}>
        {t(paused ? 'boothResume' : 'boothPause')}
      </Button>
      {!asking && <ErrorNotice error={pause.error} />}
      {asking && (
        <ConfirmDialog
          title={t('boothPauseAsk')}
          confirmText={t('boothPauseYes')}
          busy={pause.isPending}
          error={pause.error}
          onConfirm={() => pause.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t('boothPauseWhat')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function LeaveButton({ seat, busy, others }: { seat: Seat; busy: boolean; others: boolean }): ReactNode {
  const t = useDeskTexts();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button loading={seat.state === 'leaving'} onClick={() => setAsking(true)}>
        {t('seatLeave')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('seatLeaveAsk')}
          confirmText={t(busy ? 'stay' : 'seatLeaveYes')}
          cancelText={t(busy ? 'close' : 'stay')}
          busy={seat.state === 'leaving'}
          error={seat.error ?? null}
          onConfirm={() => {
            if (busy) setAsking(false);
            else void seat.leave();
          }}
          onCancel={() => setAsking(false)}
        >
          <p>{t(busy ? 'seatLeaveBusy' : others ? 'seatLeaveOthers' : 'seatLeaveLast')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
