import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePick } from '../../i18n/index.ts';
import { DropOffTag } from '../../ui/drop-off-tag.tsx';
import { Moment } from '../../ui/moment.tsx';
import type { MyTicket } from '../../ui/my-place.ts';
import { Tag } from '../../ui/tags.tsx';
import { OUTCOME_TEXT, useTermTexts } from '../../ui/terms.ts';
import { WithdrawDropOff } from '../../ui/withdraw-drop-off.tsx';
import type { Day, Interview } from './day-parts.ts';
import { useDayTexts } from './texts.ts';

/** What came of the day so far: interviews with outcomes, drop-offs with what the employer did, lines that came to nothing. */
export function DoneSoFar({
  dropOffs,
  interviews,
  fruitless,
}: {
  dropOffs: Day['dropOffs'];
  interviews: readonly Interview[];
  fruitless: readonly MyTicket[];
}): ReactNode {
  const t = useDayTexts();
  const standing = dropOffs.filter((dropOff) => dropOff.state !== 'withdrawn');
  return (
    <section className="cf-stack" aria-labelledby="day-done">
      <h2 id="day-done">{t('done')}</h2>
      <dl className="cf-card day-sums">
        <Sum name={t('sumDropOffs')} value={standing.length} />
        <Sum name={t('sumOpened')} value={standing.filter((dropOff) => dropOff.openedAt !== null).length} />
        <Sum name={t('sumInterviews')} value={interviews.length} />
      </dl>
      {interviews.length > 0 && (
        <>
          <h3>{t('interviews')}</h3>
          <ul className="cf-card cf-list day-rows">
            {interviews.map((interview) => (
              <InterviewRow key={interview.id} interview={interview} />
            ))}
          </ul>
        </>
      )}
      <h3>{t('dropOffs')}</h3>
      {dropOffs.length === 0 && <p className="cf-muted">{t('noDropOffs')}</p>}
      {dropOffs.length > 0 && (
        <ul className="cf-card cf-list day-rows">
          {dropOffs.map((dropOff) => (
            <DropOffRow key={dropOff.id} dropOff={dropOff} />
          ))}
        </ul>
      )}
      {fruitless.length > 0 && (
        <>
          <h3>{t('notTaken')}</h3>
          <ul className="cf-card cf-list day-rows">
            {fruitless.map((ticket) => (
              <TicketRow key={ticket.id} ticket={ticket} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Sum({ name, value }: { name: string; value: number }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="cf-figure">{value}</dd>
    </div>
  );
}

function DropOffRow({ dropOff }: { dropOff: Day['dropOffs'][number] }): ReactNode {
  const pick = usePick();
  return (
    <li>
      <div className="day-row-words">
        <p>
          <Link to={`/booths/${dropOff.booth.id}`}>{pick(dropOff.booth.employer)}</Link> ·{' '}
          {pick(dropOff.position.title)}
        </p>
        <DropOffTag dropOff={dropOff} />
      </div>
      <WithdrawDropOff dropOff={dropOff} boothId={dropOff.booth.id} />
    </li>
  );
}

function InterviewRow({ interview }: { interview: Interview }): ReactNode {
  const t = useDayTexts();
  const term = useTermTexts();
  const pick = usePick();
  const { outcome, releasedAt } = interview;
  return (
    <li>
      <div className="day-row-words">
        <p>
          <Link to={`/booths/${interview.booth.id}`}>{pick(interview.booth.employer)}</Link>
          {interview.position !== null && ` · ${pick(interview.position.title)}`}
        </p>
        <p className="cf-muted cf-small">
          <Moment at={interview.startedAt ?? interview.createdAt} /> · {t('with', { name: interview.recruiter.name })}
        </p>
      </div>
      {outcome !== null && releasedAt !== null ? (
        <Tag tone={outcome === 'declined' ? 'plain' : 'lead'}>{term(OUTCOME_TEXT[outcome])}</Tag>
      ) : (
        <span className="cf-muted cf-small">{t('outcomePending')}</span>
      )}
    </li>
  );
}

function TicketRow({ ticket }: { ticket: MyTicket }): ReactNode {
  const term = useTermTexts();
  const pick = usePick();
  return (
    <li>
      <p>
        <Link to={`/booths/${ticket.booth.id}`}>{pick(ticket.booth.employer)}</Link>{' '}
        <span className="cf-muted cf-small">
          <Moment at={ticket.endedAt ?? ticket.joinedAt} />
        </span>
      </p>
      <Tag tone={ticket.state === 'left' ? 'plain' : 'end'}>{term(ticket.state)}</Tag>
    </li>
  );
}
