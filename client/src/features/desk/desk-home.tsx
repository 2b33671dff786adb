import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { boothDoor } from '#shared/rules/booth.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import { type api, orpc } from '../../api/client.ts';
import { useTitle } from '../../app/title.tsx';
import { useLocale, usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatMoment } from '../../ui/format-moment.ts';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { DoorTag, PhaseTag } from '../../ui/tags.tsx';
import { useDeskTexts } from './texts.ts';
import './desk.css';

/** Lines and unread counts of the list are read again this often while it is shown, ms; the desk itself is live. */
const REFRESH_MS = 10_000;

/** The recruiter's own booths: phase, line, unread résumés, and the ways to desk and inbox. */
export function DeskHome(): ReactNode {
  const t = useDeskTexts();
  const booths = useQuery(orpc.booths.mine.queryOptions({ refetchInterval: REFRESH_MS }));
  useTitle(t('homeTitle'));
  return (
    <div className="cf-stack">
      <h1>{t('homeTitle')}</h1>
      {booths.data === undefined && booths.error === null && <LoadingCards rows={3} height={132} />}
      {booths.data === undefined && <ErrorNotice error={booths.error} onRetry={() => void booths.refetch()} />}
      {booths.data?.length === 0 && <PageState title={t('homeEmpty')} text={t('homeEmptyNext')} />}
      {booths.data !== undefined && booths.data.length > 0 && (
        <ul className="cf-list">
          {booths.data.map((booth) => (
            <li key={booth.id}>
              <BoothCard booth={booth} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Mine = Awaited<ReturnType<typeof api.booths.mine>>[number];

function BoothCard({ booth }: { booth: Mine }): ReactNode {
  const t = useDeskTexts();
  const pick = usePick();
  const locale = useLocale();
  const now = useNow(5_000);
  const { fair, live } = booth;
  const phase = fairPhase(fair, now);
  const before = phase === 'upcoming' || phase === 'dropOff';
  const when = formatMoment(before ? fair.startsAt : fair.endsAt, locale, fair.timeZone);
  // The door follows the clock between two readings; a booth's own pause is in what was read last.
  const door = boothDoor({
    phase,
    fairPaused: fair.paused,
    boothPaused: live.door === 'paused' && !fair.paused,
    desksPresent: live.desks,
  });
  return (
    <article className="cf-card desk-booth">
      <header>
        <h2>{pick(booth.employer)}</h2>
        <DoorTag door={door} />
      </header>
      <p className="cf-muted">
        {pick(fair.name)} · {t('boothNumber', { number: booth.number })}
      </p>
      <p className="cf-row">
        <PhaseTag phase={phase} paused={fair.paused} />
        <span className="cf-muted">{t(before ? 'startsAt' : phase === 'ended' ? 'endedAt' : 'endsAt', { when })}</span>
      </p>
      <p className="desk-booth-figures">
        <strong>{t('lineCount', { n: live.waiting })}</strong>
        <span>{t('deskCount', { n: live.desks })}</span>
        <span>{booth.unread > 0 ? t('unreadCount', { n: booth.unread }) : t('noUnread')}</span>
      </p>
      <p className="cf-row">
        <Link className="desk-way desk-way-first" to={`/desk/${booth.id}`}>
          {t('toDesk')}
        </Link>
        <Link className="desk-way" to={`/desk/${booth.id}/inbox`}>
          {t('toInbox')}
        </Link>
      </p>
    </article>
  );
}
