import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { dropOffOpen, fairPhase } from '#shared/rules/fair-phase.ts';
import { isLiveTicket } from '#shared/rules/ticket.ts';
import { orpc } from '../../api/client.ts';
import { holds, useMe } from '../../app/session.tsx';
import { useTitle } from '../../app/title.tsx';
import { useList, usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { useView } from '../../live/use-view.ts';
import { Monogram } from '../../ui/monogram.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { LoadingCards } from '../../ui/page-state.tsx';
import type { Booth } from './booth-types.ts';
import { LinePanel } from './line-panel.tsx';
import { PositionCard } from './position-card.tsx';
import { useBoothTexts } from './texts.ts';
import './booths.css';

/** An employer's page in a fair: who they are, their line, their positions, and what is mine here. */
export function BoothPage(): ReactNode {
  const { boothId = '' } = useParams();
  const page = useQuery(orpc.booths.show.queryOptions({ input: { boothId } }));
  if (page.data !== undefined) return <BoothContent key={boothId} booth={page.data} />;
  if (page.error !== null) return <PageError error={page.error} onRetry={() => void page.refetch()} />;
  return (
    <div className="cf-stack">
      <LoadingCards rows={1} height={96} />
      <LoadingCards rows={1} height={180} />
      <LoadingCards rows={3} height={140} />
    </div>
  );
}

function BoothContent({ booth }: { booth: Booth }): ReactNode {
  const t = useBoothTexts();
  const pick = usePick();
  const list = useList();
  const { me } = useMe();
  const graduate = holds(me, 'graduate');
  const day = useView('myDay', graduate ? {} : null);
  const phase = fairPhase(booth.fair, useNow(1_000));
  useTitle(pick(booth.fair.name));

  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);

  const ticket =
    day.snapshot === undefined
      ? booth.mine.ticket
      : (day.snapshot.tickets.find((each) => each.booth.id === booth.id && isLiveTicket(each.state)) ?? null);
  const dropOffs =
    day.snapshot === undefined
      ? booth.mine.dropOffs
      : day.snapshot.dropOffs.filter((each) => each.booth.id === booth.id);
  const { employer } = booth;
  return (
    <div className="booth">
      <div className="booth-head">
        <p>
          <Link to={`/fairs/${booth.fair.id}`}>← {t('backToFloor')}</Link>
        </p>
        <div className="booth-name">
          <Monogram name={pick(employer.shortName)} size={64} />
          <div>
            <h1>{pick(employer.name)}</h1>
            <p className="cf-muted">
              {pick(employer.industry)} · {pick(employer.city)} · {t('people', { size: employer.size })}
            </p>
            <p className="cf-muted">
              {t('booth', { number: booth.number })} · {pick(booth.hall.name)}
            </p>
          </div>
        </div>
      </div>
      <LinePanel booth={booth} ticket={ticket} dropOffs={dropOffs} graduate={graduate} canDrop={dropOffOpen(phase)} />
      <div className="cf-stack booth-body">
        <section className="cf-stack" id="positions" aria-labelledby="booth-positions">
          <h2 id="booth-positions">{t('positions')}</h2>
          {booth.positions.length === 0 && <p className="cf-muted">{t('empty')}</p>}
          <ul className="cf-list">
            {booth.positions.map((position) => (
              <PositionCard
                key={position.id}
                position={position}
                employer={pick(employer.shortName)}
                boothId={booth.id}
                dropOff={dropOffs.find((each) => each.position.id === position.id)}
                graduate={graduate}
                canDrop={dropOffOpen(phase)}
              />
            ))}
          </ul>
        </section>
        <section className="cf-card cf-stack" aria-labelledby="booth-about">
          <h2 id="booth-about">{t('about')}</h2>
          <p className="booth-intro">{pick(employer.intro)}</p>
          {booth.recruiters.length > 0 && (
            <>
              <h3>{t('recruiters')}</h3>
              <p>{list(booth.recruiters.map((recruiter) => `${recruiter.name} (${pick(recruiter.title)})`))}</p>
            </>
          )}
        </section>
      </div>
    </div>
  );
}
