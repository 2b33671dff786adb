import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { type FairPhase, fairPhase } from '#shared/rules/fair-phase.ts';
import { orpc } from '../../api/client.ts';
import { holds, useMe } from '../../app/session.tsx';
import { usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Moment } from '../../ui/moment.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { PhaseTag } from '../../ui/tags.tsx';
import { type Fair, nextTurn } from './fair-times.ts';
import { useFairTexts } from './texts.ts';
import './fairs.css';

type Section = 'now' | 'coming' | 'past';
const SECTION_OF: Record<FairPhase, Section> = {
  live: 'now',
  closing: 'now',
  dropOff: 'now',
  upcoming: 'coming',
  ended: 'past',
};
const SECTIONS: readonly Section[] = ['now', 'coming', 'past'];

/** All fairs the viewer may see: running ones first. */
export function FairList(): ReactNode {
  const t = useFairTexts();
  const { me } = useMe();
  const navigate = useNavigate();
  const fairs = useQuery(orpc.fairs.list.queryOptions());
  const now = useNow(1_000);
  if (fairs.data === undefined) {
    return (
      <div className="cf-stack">
        <h1>{t('title')}</h1>
        {fairs.error === null ? (
          <LoadingCards rows={3} height={150} />
        ) : (
          <ErrorNotice error={fairs.error} onRetry={() => void fairs.refetch()} />
        )}
      </div>
    );
  }
  const shown = fairs.data.map((fair) => ({ fair, phase: fairPhase(fair, now) }));
  return (
    <div className="cf-stack">
      <h1>{t('title')}</h1>
      {shown.length === 0 && (
        <PageState
          title={t('emptyTitle')}
          text={t('emptyText')}
          action={
            holds(me, 'graduate') && (
              <Button type="primary" size="large" onClick={() => navigate('/my/resumes')}>
                {t('toResumes')}
              </Button>
            )
          }
        />
      )}
      {SECTIONS.map((section) => {
        const here = shown.filter(({ phase }) => SECTION_OF[phase] === section);
        if (here.length === 0) return null;
        return (
          <section key={section} className="cf-stack">
            <h2>{t(section)}</h2>
            <ul className="cf-list fairs-list">
              {here.map(({ fair, phase }) => (
                <FairCard key={fair.id} fair={fair} phase={phase} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function FairCard({ fair, phase }: { fair: Fair; phase: FairPhase }): ReactNode {
  const t = useFairTexts();
  const pick = usePick();
  const turn = nextTurn(fair, phase);
  return (
    <li className="cf-card fairs-card">
      <div className="cf-row">
        <PhaseTag phase={phase} paused={fair.paused} />
        {turn !== undefined && (
          <span className="cf-muted cf-small">
            {t(turn.word)} <Countdown to={turn.to} words />
          </span>
        )}
      </div>
      <h3>
        <Link to={`/fairs/${fair.id}`}>{pick(fair.name)}</Link>
      </h3>
      <p className="cf-muted">{fair.universities.map((university) => pick(university.name)).join(' × ')}</p>
      <p className="cf-small">
        <Moment at={fair.startsAt} timeZone={fair.timeZone} /> – <Moment at={fair.endsAt} timeZone={fair.timeZone} />
      </p>
      <p className="cf-muted cf-small fairs-counts">
        <span>{t('booths', { count: fair.counts.booths })}</span>
        <span>{t('positions', { count: fair.counts.positions })}</span>
        <span>{t('openings', { count: fair.counts.openings })}</span>
      </p>
    </li>
  );
}
