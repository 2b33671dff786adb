import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import { orpc } from '../../api/client.ts';
import { usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { useView } from '../../live/use-view.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Moment } from '../../ui/moment.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { type Day, partsOf } from './day-parts.ts';
import { DoneSoFar } from './done-so-far.tsx';
import { useDayTexts } from './texts.ts';
import { TicketCard } from './ticket-card.tsx';
import { TurnCard } from './turn-card.tsx';
import './my-day.css';

/** What is happening to the graduate: now, next, and so far. One tap away from everywhere. */
export function MyDay(): ReactNode {
  const t = useDayTexts();
  const view = useView('myDay', {});
  // Until the live view is there (or while the socket is blocked), the same snapshot over HTTP.
  const read = useQuery(orpc.queue.myDay.queryOptions({ enabled: view.snapshot === undefined }));
  const day = view.snapshot ?? read.data;
  return (
    <div className="cf-stack day">
      <h1>{t('title')}</h1>
      {view.status === 'reconnecting' && <p className="cf-muted cf-small">{t('stale')}</p>}
      {day !== undefined ? (
        <DayContent day={day} />
      ) : read.error !== null ? (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <>
          <LoadingCards rows={1} height={170} />
          <LoadingCards rows={2} height={90} />
        </>
      )}
    </div>
  );
}

function DayContent({ day }: { day: Day }): ReactNode {
  const t = useDayTexts();
  const navigate = useNavigate();
  const { turn, running, first, later, interviews, fruitless } = partsOf(day);
  const busy = turn !== undefined || running !== undefined;
  const next = !busy ? later : first === undefined ? [] : [first, ...later];
  const empty = day.tickets.length === 0 && day.dropOffs.length === 0 && day.interviews.length === 0;
  return (
    <>
      {empty ? (
        <PageState
          title={t('emptyTitle')}
          text={t('emptyText')}
          action={
            <Button type="primary" size="large" onClick={() => navigate('/fairs')}>
              {t('toFloor')}
            </Button>
          }
        />
      ) : (
        <section className="cf-stack" aria-labelledby="day-now">
          <h2 id="day-now">{t('now')}</h2>
          {turn !== undefined && (turn.state === 'called' || running === undefined) ? (
            <TurnCard ticket={turn} />
          ) : (
            running !== undefined && <TurnCard interview={running} />
          )}
          {!busy && first !== undefined && <TicketCard ticket={first} lead />}
          {!busy && first === undefined && (
            <p className="cf-card cf-muted">
              {t('nothingNow')}{' '}
              <button type="button" className="cf-link" onClick={() => navigate('/fairs')}>
                {t('toFloor')}
              </button>
            </p>
          )}
        </section>
      )}
      <NextUp>
        {next.map((ticket) => (
          <TicketCard key={ticket.id} ticket={ticket} />
        ))}
      </NextUp>
      {!empty && <DoneSoFar dropOffs={day.dropOffs} interviews={interviews} fruitless={fruitless} />}
    </>
  );
}

/** The other lines, and when the graduate's fairs begin or end. */
function NextUp({ children }: { children: ReactNode[] }): ReactNode {
  const t = useDayTexts();
  const pick = usePick();
  const fairs = useQuery(orpc.fairs.list.queryOptions());
  const now = useNow(1_000);
  const turns = (fairs.data ?? []).flatMap((fair) => {
    const phase = fairPhase(fair, now);
    if (phase === 'ended') return [];
    const running = phase === 'live' || phase === 'closing';
    return [{ fair, at: running ? fair.endsAt : fair.startsAt, word: running ? 'fairEnds' : 'fairStarts' } as const];
  });
  if (children.length === 0 && turns.length === 0) return null;
  return (
    <section className="cf-stack" aria-labelledby="day-next">
      <h2 id="day-next">{t('next')}</h2>
      {children}
      {turns.length > 0 && (
        <ul className="cf-card cf-list day-turns">
          {turns
            .sort((a, b) => a.at - b.at)
            .map(({ fair, at, word }) => (
              <li key={fair.id}>
                <strong className="cf-figure">
                  <Moment at={at} timeZone={fair.timeZone} />
                </strong>{' '}
                {t(word, { fair: pick(fair.name) })}
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
