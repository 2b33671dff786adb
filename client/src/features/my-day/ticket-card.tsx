import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { GET_READY_PLACE } from '#shared/rules/limits.ts';
import { usePick } from '../../i18n/index.ts';
import { LeaveLine } from '../../ui/leave-line.tsx';
import { type MyTicket, useMyPlace } from '../../ui/my-place.ts';
import { DoorTag } from '../../ui/tags.tsx';
import { WaitText } from '../../ui/wait-text.tsx';
import { useDayTexts } from './texts.ts';

const DOOR_WORDS = { unattended: 'doorUnattended', paused: 'doorPaused', closed: 'doorClosed' } as const;

/** A place in line: exact place, honest wait with its reason, why nothing moves if so, and the ways on. */
export function TicketCard({ ticket, lead = false }: { ticket: MyTicket; lead?: boolean }): ReactNode {
  const t = useDayTexts();
  const pick = usePick();
  const { place, wait, door } = useMyPlace(ticket);
  const next = place !== null && place <= GET_READY_PLACE && ticket.state === 'waiting' && door === 'open';
  return (
    <article className={`cf-card day-ticket${lead ? ' day-ticket-lead' : ''}`} data-place={place}>
      <div className="cf-row day-ticket-head">
        <p className="day-place cf-figure">
          {next
            ? t('placeNext')
            : place === null
              ? t('ticketNumber', { number: ticket.number })
              : t('place', { place })}
        </p>
        {door !== 'open' && <DoorTag door={door} />}
      </div>
      <h3>
        <Link to={`/booths/${ticket.booth.id}`}>{pick(ticket.booth.employer)}</Link>
      </h3>
      {ticket.position !== null && <p className="cf-muted">{t('about', { position: pick(ticket.position.title) })}</p>}
      <p>
        {t('wait')}
        <WaitText wait={wait} reason />
      </p>
      {ticket.state === 'held' && <p>{t('held')}</p>}
      {ticket.state === 'paused' && <p>{t('paused')}</p>}
      {ticket.state === 'waiting' && door !== 'open' && <p>{t(DOOR_WORDS[door])}</p>}
      <div className="cf-row">
        <LeaveLine ticketId={ticket.id} />
        <span className="cf-muted cf-small">{t('ticketNumber', { number: ticket.number })}</span>
      </div>
    </article>
  );
}
