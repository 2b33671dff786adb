import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { BoothId } from '#shared/contract/ids.ts';
import { troubleOf } from '../../api/api-error.ts';
import { orpc } from '../../api/client.ts';
import { useMe } from '../../app/session.tsx';
import { useTitle } from '../../app/title.tsx';
import { usePick } from '../../i18n/index.ts';
import { useView } from '../../live/use-view.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { deskLine, ownDesk } from './desk-line.ts';
import { DeskRefused } from './desk-states.tsx';
import { DeclineDialog, type DropOff, useDecide } from './drop-off-decision.tsx';
import { filterOf, InboxFilters, searchOf } from './inbox-filters.tsx';
import { InboxList } from './inbox-list.tsx';
import { KeysHelp, toggleHelp } from './keys-help.tsx';
import { MatchFacts, PersonHead } from './person-column.tsx';
import { ResumeAtHand } from './resume-at-hand.tsx';
import { useDeskTexts } from './texts.ts';
import { useInbox } from './use-inbox.ts';
import { useKeys } from './use-keys.ts';
import { useSeat } from './use-seat.ts';
import './desk.css';

/** The résumés dropped at a booth: a list to walk through with the keyboard, and the one at hand beside it. */
export function Inbox(): ReactNode {
  const boothId = useParams().boothId as BoothId;
  const t = useDeskTexts();
  const pick = usePick();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const booth = useQuery(orpc.booths.show.queryOptions({ input: { boothId } }));
  const line = useView('boothDesk', { boothId }).snapshot;
  // An open desk stays present while its recruiter reads: the booth must not close behind them.
  const userId = useMe().me?.user?.id;
  const seat = useSeat(boothId, line === undefined ? undefined : ownDesk(line, userId));
  const waiting = line === undefined ? 0 : deskLine(line).lined.length;
  const inbox = useInbox(boothId, filter, line?.unread);
  const [chosen, setChosen] = useState<DropOff['id']>();
  const [opened, setOpened] = useState<DropOff['id']>();
  const [declining, setDeclining] = useState(false);
  const [news, setNews] = useState('');
  const help = useRef<HTMLDetailsElement>(null);
  const decide = useDecide((done) => setNews(t('inboxShortlisted', { name: done.candidate.name })));
  useTitle(booth.data === undefined ? undefined : pick(booth.data.employer.shortName));

  const open = useCallback((id: DropOff['id']) => {
    setChosen(id);
    setOpened(id);
  }, []);
  const at = inbox.dropOffs.findIndex((each) => each.id === chosen);
  const shown = inbox.dropOffs[at];
  const move = (by: number) => {
    const next = inbox.dropOffs[at === -1 ? 0 : at + by];
    if (next === undefined) return by > 0 ? inbox.loadMore() : undefined;
    setChosen(next.id);
    document.querySelector<HTMLElement>(`[data-drop-off="${next.id}"]`)?.focus();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    s: () => {
      if (shown !== undefined && shown.state !== 'shortlisted')
        decide.mutate({ dropOff: shown, decision: 'shortlist' });
    },
    d: () => setDeclining(shown !== undefined && shown.state !== 'declined'),
    '?': () => toggleHelp(help.current),
  });

  if (inbox.status === 'error' && ['forbidden', 'notFound', 'boothNotFound'].includes(troubleOf(inbox.error))) {
    return <DeskRefused code={troubleOf(inbox.error) === 'forbidden' ? 'forbidden' : 'boothNotFound'} />;
  }
  const position = booth.data?.positions.find((each) => each.id === shown?.position.id);
  const filtered = filter.state !== undefined || filter.positionId !== undefined;
  const keys = [
    { key: 'J', does: t('keyDown') },
    { key: 'K', does: t('keyUp') },
    { key: 'Enter', does: t('keyEnter') },
    { key: 'S', does: t('keyShortlist') },
    { key: 'D', does: t('keyDecline') },
    { key: '?', does: t('keyHelp') },
  ];
  return (
    <div className="cf-wide desk">
      <header className="desk-bar">
        <h1>{t('inboxTitle')}</h1>
        {booth.data !== undefined && (
          <span className="cf-muted">
            {t('boothTitle', { employer: pick(booth.data.employer.shortName), number: booth.data.number })}
          </span>
        )}
        <span className="desk-bar-space" />
        <KeysHelp keys={keys} ref={help} />
        <Link className="desk-bar-link" to={`/desk/${boothId}`}>
          {t('toDesk')}
          {seat.deskId !== undefined && waiting > 0 && (
            <span className="desk-badge">{t('lineCount', { n: waiting })}</span>
          )}
        </Link>
      </header>
      <p className="desk-news" role="status">
        {news}
      </p>
      <div className="desk-inbox" data-shown={opened === undefined ? 'list' : 'one'}>
        <div className="desk-column" data-column="list">
          <InboxFilters
            filter={filter}
            positions={booth.data?.positions ?? []}
            onChange={(next) => {
              setChosen(undefined);
              setOpened(undefined);
              setSearch(searchOf(next), { replace: true });
            }}
          />
          {inbox.news && (
            <p className="cf-notice" role="status">
              {t('inboxNew')} <Button onClick={inbox.reload}>{t('inboxShowNew')}</Button>
            </p>
          )}
          {inbox.status === 'pending' && <LoadingCards rows={6} height={72} />}
          {inbox.status === 'error' && <ErrorNotice error={inbox.error} onRetry={inbox.reload} />}
          {inbox.status === 'success' && inbox.dropOffs.length === 0 && (
            <PageState
              title={t(filtered ? 'inboxEmptyFilter' : 'inboxEmpty')}
              text={t(filtered ? 'inboxEmptyFilterNext' : 'inboxEmptyNext')}
              action={filtered ? <Button onClick={() => setSearch({})}>{t('inboxClear')}</Button> : undefined}
            />
          )}
          {inbox.dropOffs.length > 0 && <InboxList inbox={inbox} chosen={chosen} onOpen={open} />}
        </div>
        <section className="desk-column" data-column="one" aria-label={t('resumeTitle')}>
          <Button className="desk-inbox-back" onClick={() => setOpened(undefined)}>
            {t('inboxBack')}
          </Button>
          {shown === undefined ? (
            <PageState title={t('inboxPick')} text={t('inboxPickNext')} />
          ) : (
            <div className="desk-person">
              <PersonHead candidate={shown.candidate} position={shown.position} />
              {position !== undefined && <MatchFacts candidate={shown.candidate} position={position} />}
              <ResumeAtHand
                key={shown.id}
                dropOffId={shown.id}
                auto={opened === shown.id}
                onDecided={(done) =>
                  setNews(
                    t(done.state === 'declined' ? 'inboxDeclined' : 'inboxShortlisted', { name: done.candidate.name }),
                  )
                }
              />
            </div>
          )}
          <ErrorNotice error={decide.error} />
        </section>
      </div>
      {declining && shown !== undefined && (
        <DeclineDialog
          dropOff={shown}
          onCancel={() => setDeclining(false)}
          onDone={(done) => {
            setDeclining(false);
            setNews(t('inboxDeclined', { name: done.candidate.name }));
          }}
        />
      )}
    </div>
  );
}
