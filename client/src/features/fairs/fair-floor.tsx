import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useParams } from 'react-router';
import { isLiveTicket } from '#shared/rules/ticket.ts';
import { orpc } from '../../api/client.ts';
import { holds, useMe } from '../../app/session.tsx';
import { useTitle } from '../../app/title.tsx';
import { usePick } from '../../i18n/index.ts';
import { useView } from '../../live/use-view.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { PhaseTag } from '../../ui/tags.tsx';
import { BoothCard, type Live } from './booth-card.tsx';
import { type Fair, nextTurn, useFairPhase } from './fair-times.ts';
import { floorQuery, NO_FILTERS, useFloorFilters } from './floor-filters.ts';
import { FloorTools } from './floor-tools.tsx';
import { useFairTexts } from './texts.ts';
import './fairs.css';

/** The floor of a fair: search, filters, and every booth with its door and line as they are now. */
export function FairFloor(): ReactNode {
  const { fairId = '' } = useParams();
  const t = useFairTexts();
  const pick = usePick();
  const { me } = useMe();
  const graduate = holds(me, 'graduate');
  const fair = useQuery(orpc.fairs.show.queryOptions({ input: { fairId } }));
  const { filters, change } = useFloorFilters();
  const floor = useInfiniteQuery(
    orpc.fairs.floor.infiniteOptions({
      input: (after: string | undefined) => ({
        fairId,
        ...floorQuery(filters),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const view = useView('fairFloor', { fairId });
  const day = useView('myDay', graduate ? {} : null);
  useTitle(fair.data === undefined ? undefined : pick(fair.data.name));

  const pages = floor.data?.pages;
  const lives = useMemo(() => {
    const map = new Map<string, Live>();
    for (const page of pages ?? []) for (const live of page.live) map.set(live.boothId, live);
    for (const [boothId, door, waiting, desks] of view.snapshot?.booths ?? [])
      map.set(boothId, { door, waiting, desks });
    return map;
  }, [pages, view.snapshot]);
  const inLine = useMemo(
    () =>
      new Set<string>(
        day.snapshot?.tickets.filter((ticket) => isLiveTicket(ticket.state)).map((ticket) => ticket.booth.id),
      ),
    [day.snapshot],
  );

  if (fair.error !== null && fair.data === undefined) {
    return <PageError error={fair.error} onRetry={() => void fair.refetch()} />;
  }
  const cards = pages?.flatMap((page) => page.booths);
  const total = pages?.[0]?.total ?? 0;
  return (
    <div className="cf-stack floor">
      {fair.data === undefined ? (
        <LoadingCards rows={1} height={72} />
      ) : (
        <FairHead fair={{ ...fair.data, ...(view.snapshot ?? {}) }} />
      )}
      <FloorTools fairId={fairId} graduate={graduate} filters={filters} change={change} />
      <section className="cf-stack" aria-busy={floor.isFetching} aria-labelledby="floor-found">
        <h2 id="floor-found" className="floor-found" aria-live="polite">
          {cards === undefined ? t('floor') : t('found', { count: total })}
        </h2>
        {view.status === 'reconnecting' && <p className="cf-muted cf-small">{t('staleLive')}</p>}
        {floor.error !== null && <ErrorNotice error={floor.error} onRetry={() => void floor.refetch()} />}
        {cards === undefined && floor.error === null && <LoadingCards rows={5} height={190} />}
        {cards?.length === 0 && (
          <PageState
            title={t('noneTitle')}
            text={t('noneText')}
            action={
              <Button type="primary" size="large" onClick={() => change(NO_FILTERS)}>
                {t('clear')}
              </Button>
            }
          />
        )}
        <ul className={`cf-list floor-cards${floor.isPlaceholderData ? ' floor-cards-old' : ''}`}>
          {cards?.map((card) => (
            <BoothCard
              key={card.id}
              card={card}
              live={lives.get(card.id)}
              graduate={graduate}
              inLine={inLine.has(card.id)}
            />
          ))}
        </ul>
        {floor.hasNextPage && (
          <Button size="large" block loading={floor.isFetchingNextPage} onClick={() => void floor.fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </section>
    </div>
  );
}

function FairHead({ fair }: { fair: Fair }): ReactNode {
  const t = useFairTexts();
  const pick = usePick();
  const phase = useFairPhase(fair);
  const turn = nextTurn(fair, phase);
  const running = phase === 'live' || phase === 'closing';
  const notice = pick(fair.notice).trim();
  return (
    <div className="floor-head">
      <h1>{pick(fair.name)}</h1>
      <p className="cf-row">
        <PhaseTag phase={phase} paused={fair.paused} />
        {turn !== undefined && (
          <span className="cf-muted">
            {t(turn.word)} <Countdown to={turn.to} words />
          </span>
        )}
      </p>
      {fair.paused && running && <p className="cf-notice">{t('pausedText')}</p>}
      {phase === 'closing' && !fair.paused && <p className="cf-notice cf-notice-error">{t('closingText')}</p>}
      {phase === 'ended' && <p className="cf-notice">{t('endText')}</p>}
      {notice !== '' && (
        <p className="cf-muted" role="note" aria-label={t('notice')}>
          {notice}
        </p>
      )}
    </div>
  );
}
