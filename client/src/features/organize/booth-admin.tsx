import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { FairId } from '#shared/contract/ids.ts';
import { troubleOf } from '../../api/api-error.ts';
import { orpc } from '../../api/client.ts';
import { useTitle } from '../../app/title.tsx';
import { usePick } from '../../i18n/index.ts';
import { ErrorNotice, useTroubleText } from '../../ui/error-notice.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { DoorTag } from '../../ui/tags.tsx';
import { FairRefused } from './fair-refused.tsx';
import { GiveBooth } from './give-booth.tsx';
import { useOrganizeTexts } from './texts.ts';
import { useRested } from './use-rested.ts';
import './organize.css';

const PAGE = 50;

/** The booths of a fair, with a search, and the form that gives an employer one. */
export function BoothAdmin(): ReactNode {
  const fairId = useParams().fairId as FairId;
  const t = useOrganizeTexts();
  const say = useTroubleText();
  const pick = usePick();
  const [search, setSearch] = useState('');
  const wanted = useRested(search.trim());
  const fair = useQuery(orpc.fairs.show.queryOptions({ input: { fairId } }));
  const booths = useInfiniteQuery(
    orpc.fairs.floor.infiniteOptions({
      input: (after: string | undefined) => ({
        fairId,
        limit: PAGE,
        ...(wanted === '' ? {} : { search: wanted }),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  useTitle(fair.data === undefined ? undefined : pick(fair.data.name));
  if (fair.error !== null && ['forbidden', 'notFound', 'fairNotFound'].includes(troubleOf(fair.error))) {
    return <FairRefused text={say(fair.error)} />;
  }
  const pages = booths.data?.pages ?? [];
  const live = new Map(pages.flatMap((page) => page.live.map((each) => [each.boothId, each])));
  const cards = pages.flatMap((page) => page.booths);
  return (
    <div className="cf-stack org">
      <header className="org-head">
        <h1>{t('boothsTitle')}</h1>
        {pages[0] !== undefined && <span className="cf-muted">{t('boothsTotal', { n: pages[0].total })}</span>}
        <span className="org-head-space" />
        <Link className="org-way" to={`/organize/${fairId}`}>
          {t('toBoard')}
        </Link>
      </header>
      <GiveBooth fairId={fairId} />
      <input
        className="cf-input"
        type="search"
        aria-label={t('boothsSearch')}
        placeholder={t('boothsSearch')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {booths.status === 'pending' && <LoadingCards rows={6} height={64} />}
      {booths.status === 'error' && <ErrorNotice error={booths.error} onRetry={() => void booths.refetch()} />}
      {booths.status === 'success' && cards.length === 0 && (
        <PageState
          title={t(wanted === '' ? 'boothsEmpty' : 'boothsNoMatch')}
          text={t(wanted === '' ? 'boothsEmptyNext' : 'boothsNoMatchNext')}
        />
      )}
      <ul className="org-booths">
        {cards.map((booth) => (
          <li key={booth.id} className="cf-card">
            <div>
              <Link to={`/booths/${booth.id}`}>{pick(booth.employer.name)}</Link>
              <span className="cf-muted cf-small">
                {pick(booth.hall.name)} · {booth.number} ·{' '}
                {t('boothPositions', { n: booth.positions, openings: booth.openings })}
              </span>
            </div>
            <DoorTag door={live.get(booth.id)?.door ?? 'closed'} />
          </li>
        ))}
      </ul>
      {booths.hasNextPage && (
        <Button loading={booths.isFetchingNextPage} onClick={() => void booths.fetchNextPage()}>
          {t('boothsMore')}
        </Button>
      )}
    </div>
  );
}
