import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { usePick } from '../../i18n/index.ts';
import type { MyTicket } from '../../ui/my-place.ts';
import type { Interview } from './day-parts.ts';
import { useDayTexts } from './texts.ts';

/** It is the graduate's turn: called, or an interview to go (back) into. The call itself is answered in the overlay. */
export function TurnCard(props: { ticket: MyTicket } | { interview: Interview }): ReactNode {
  const t = useDayTexts();
  const pick = usePick();
  const navigate = useNavigate();
  const interview = 'interview' in props ? props.interview : undefined;
  const about = 'ticket' in props ? props.ticket : props.interview;
  const interviewId = 'ticket' in props ? props.ticket.interviewId : props.interview.id;
  const called = 'ticket' in props && props.ticket.state === 'called';
  const words = called ? t('calledNow') : interview?.state === 'waiting' ? t('interviewWaiting') : t('interviewNow');
  return (
    <article className={`cf-card day-ticket ${called ? 'day-turn' : 'day-ticket-lead'}`}>
      <p className="day-place">{words}</p>
      <h3>{pick(about.booth.employer)}</h3>
      {about.position !== null && <p>{t('about', { position: pick(about.position.title) })}</p>}
      {interviewId !== null && (
        <Button type="primary" size="large" onClick={() => navigate(`/interviews/${interviewId}`)}>
          {t('toInterview')}
        </Button>
      )}
    </article>
  );
}
