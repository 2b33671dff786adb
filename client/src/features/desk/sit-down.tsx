import { Button } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import type { FairPhase } from '#shared/rules/fair-phase.ts';
import { DESK_GRACE_MS } from '#shared/rules/limits.ts';
import { ApiError } from '../../api/api-error.ts';
import { useLocale } from '../../i18n/index.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatMoment } from '../../ui/format-moment.ts';
import { LoadingCards } from '../../ui/page-state.tsx';
import { useDeskTexts } from './texts.ts';
import type { Seat } from './use-seat.ts';

const OwnPreview = lazy(() => import('./own-preview.tsx').then((m) => ({ default: m.OwnPreview })));

/** Before the desk is open: own picture and sound, and the one clear button. Says why where it cannot be opened now. */
export function SitDown({
  seat,
  fair,
}: {
  seat: Seat;
  fair: { phase: FairPhase; startsAt: number; timeZone: string };
}): ReactNode {
  const t = useDeskTexts();
  const locale = useLocale();
  const running = fair.phase === 'live' || fair.phase === 'closing';
  const { error } = seat;
  const elsewhere = error instanceof ApiError && error.code === 'deskElsewhere' ? error.problem.state : undefined;
  if (!running) {
    const when = formatMoment(fair.startsAt, locale, fair.timeZone);
    return (
      <section className="desk-sit">
        <h3>{t('seatTitle')}</h3>
        <p>{fair.phase === 'ended' ? t('seatOver') : t('seatNotYet', { when })}</p>
      </section>
    );
  }
  return (
    <section className="desk-sit">
      <h3>{t('seatTitle')}</h3>
      {seat.state === 'lost' && (
        <p className="cf-notice" role="status">
          {t('seatLost', { seconds: DESK_GRACE_MS / 1_000 })}
        </p>
      )}
      <p className="cf-muted">{t('seatHint')}</p>
      <Button type="primary" size="large" block loading={seat.state === 'opening'} onClick={() => void seat.open()}>
        {t('seatOpen')}
      </Button>
      {elsewhere !== undefined ? (
        <p className="cf-notice cf-notice-error" role="alert">
          {t('seatElsewhere')} <Link to={`/desk/${elsewhere}`}>{t('seatElsewhereGo')}</Link>
        </p>
      ) : (
        <ErrorNotice error={error} />
      )}
      <Suspense fallback={<LoadingCards rows={1} height={220} />}>
        <OwnPreview />
      </Suspense>
    </section>
  );
}
