import { memo, type ReactNode } from 'react';
import { usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { useDurationText } from '../../ui/duration-text.ts';
import { PageState } from '../../ui/page-state.tsx';
import { useTermTexts } from '../../ui/terms.ts';
import { type DeskLine, type DeskSnapshot, type LineEntry, standingOf } from './desk-line.ts';
import { useDeskTexts } from './texts.ts';

type TicketId = LineEntry['ticketId'];

/** The left column: who is at the booth's desks, the line in its order, and who left just now. */
export function LineColumn({
  snapshot,
  line,
  chosen,
  userId,
  seated,
  onChoose,
}: {
  snapshot: DeskSnapshot;
  line: DeskLine;
  chosen: TicketId | undefined;
  userId: string | undefined;
  seated: boolean;
  onChoose: (ticketId: TicketId) => void;
}): ReactNode {
  const t = useDeskTexts();
  const deskOf = (entry: LineEntry) => snapshot.desks.find((desk) => desk.ticketId === entry.ticketId);
  const atDeskText = (entry: LineEntry) => {
    const desk = deskOf(entry);
    if (desk === undefined) return '';
    return desk.recruiter.id === userId ? t('atYourDesk') : t('atDeskOf', { name: desk.recruiter.name });
  };
  return (
    <>
      <header className="desk-column-head">
        <h2>{t('lineTitle')}</h2>
        <p className="cf-muted">{t('lineSummary', { waiting: line.lined.length, desks: snapshot.desks.length })}</p>
      </header>
      {line.atDesks.length > 0 && (
        <>
          <h3>{t('atDesks')}</h3>
          <ul className="desk-line">
            {line.atDesks.map((entry) => (
              <LineRow
                key={entry.ticketId}
                entry={entry}
                chosen={entry.ticketId === chosen}
                where={atDeskText(entry)}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </>
      )}
      {line.lined.length > 0 ? (
        <>
          <h3>{t('inLine')}</h3>
          <ol className="desk-line">
            {line.lined.map(({ entry, place }) => (
              <LineRow
                key={entry.ticketId}
                entry={entry}
                place={place}
                chosen={entry.ticketId === chosen}
                onChoose={onChoose}
              />
            ))}
          </ol>
        </>
      ) : (
        <PageState title={t('lineEmpty')} text={t(seated ? 'lineEmptyOpen' : 'lineEmptyShut')} />
      )}
      <Recent recent={snapshot.recent} />
    </>
  );
}

const LineRow = memo(function LineRow({
  entry,
  place,
  chosen,
  where,
  onChoose,
}: {
  entry: LineEntry;
  place?: number;
  chosen: boolean;
  where?: string;
  onChoose: (ticketId: TicketId) => void;
}): ReactNode {
  const t = useDeskTexts();
  const pick = usePick();
  const term = useTermTexts();
  const { candidate, position } = entry;
  const facts = [pick(candidate.major), term(candidate.degree), pick(candidate.university.name)];
  return (
    <li>
      <button
        type="button"
        className="desk-row"
        data-ticket={entry.ticketId}
        data-standing={standingOf(entry)}
        aria-current={chosen ? 'true' : undefined}
        onClick={() => onChoose(entry.ticketId)}
      >
        <span className="desk-row-place cf-figure">
          {place === undefined ? '' : <span aria-hidden="true">{place}</span>}
          {place !== undefined && <span className="cf-sr">{t('place', { n: place })}</span>}
        </span>
        <span className="desk-row-who">
          <span className="desk-row-name">
            <strong>{candidate.name}</strong>
            <Waited since={entry.joinedAt} />
          </span>
          <span>{facts.join(' · ')}</span>
          <span>{position === null ? t('appliesAny') : pick(position.title)}</span>
          <span className="desk-row-standing">
            <Standing entry={entry} />
            {where !== undefined && where !== '' && ` · ${where}`}
          </span>
        </span>
      </button>
    </li>
  );
});

/** Where the person stands, in words; a call with its countdown. */
function Standing({ entry }: { entry: LineEntry }): ReactNode {
  const t = useDeskTexts();
  const standing = standingOf(entry);
  if (standing === 'calledHere') {
    return (
      <>
        {t('standingCalled')} {entry.callExpiresAt !== null && <Countdown to={entry.callExpiresAt} />}
      </>
    );
  }
  if (standing === 'elsewhere') return t('standingElsewhere');
  if (standing === 'paused') return t('standingPaused');
  return t(standing === 'atDesk' ? 'standingAtDesk' : 'standingWaiting');
}

function Waited({ since }: { since: number }): ReactNode {
  const t = useDeskTexts();
  const say = useDurationText();
  const now = useNow(15_000);
  return <span className="desk-row-waited">{t('waitedFor', { wait: say(Math.max(0, now - since)) })}</span>;
}

const RECENT_TEXT = {
  left: 'recentLeft',
  noShow: 'recentNoShow',
  removed: 'recentRemoved',
  closed: 'recentClosed',
} as const;

function Recent({ recent }: { recent: DeskSnapshot['recent'] }): ReactNode {
  const t = useDeskTexts();
  if (recent.length === 0) return null;
  return (
    <details className="desk-recent">
      <summary>
        {t('recentTitle')} ({recent.length})
      </summary>
      <ul>
        {recent.map((gone) => (
          <li key={gone.number}>
            {gone.candidate.name} ·{' '}
            {t(gone.state in RECENT_TEXT ? RECENT_TEXT[gone.state as keyof typeof RECENT_TEXT] : 'recentOther')}
          </li>
        ))}
      </ul>
    </details>
  );
}
