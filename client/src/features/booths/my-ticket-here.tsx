import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { LeaveLine } from '../../ui/leave-line.tsx';
import { isLinedUp, type MyTicket, useMyPlace } from '../../ui/my-place.ts';
import { WaitText } from '../../ui/wait-text.tsx';
import { useBoothTexts } from './texts.ts';

/** My place in this booth's line: exact place, wait with its reason, and the way out. */
export function MyTicketHere({ ticket }: { ticket: MyTicket }): ReactNode {
  const t = useBoothTexts();
  const { place, wait } = useMyPlace(ticket);
  return (
    <div className={`booth-mine${ticket.state === 'called' ? ' booth-mine-turn' : ''}`}>
      {ticket.state === 'called' && <p className="booth-place">{t('called')}</p>}
      {ticket.state === 'interviewing' && (
        <>
          <p className="booth-place">{t('interviewing')}</p>
          {ticket.interviewId !== null && <Link to={`/interviews/${ticket.interviewId}`}>{t('toInterview')}</Link>}
        </>
      )}
      {isLinedUp(ticket.state) && (
        <>
          {place !== null && <p className="booth-place cf-figure">{t('yourPlace', { place })}</p>}
          <p>
            {t('yourWait')}
            <WaitText wait={wait} reason />
          </p>
          {ticket.state === 'held' && <p>{t('stateHeld')}</p>}
          {ticket.state === 'paused' && <p>{t('statePaused')}</p>}
          <p className="cf-muted cf-small">{t('yourTicket', { number: ticket.number })}</p>
          <LeaveLine ticketId={ticket.id} />
        </>
      )}
    </div>
  );
}
