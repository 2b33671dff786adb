import { type ReactNode, useEffect, useState } from 'react';
import { GET_READY_PLACE } from '#shared/rules/limits.ts';
import { useMe } from '../../app/session.tsx';
import { usePick } from '../../i18n/index.ts';
import { useView } from '../../live/use-view.ts';
import { playCue } from '../../ui/cues.ts';
import { CallAftermath } from './call-aftermath.tsx';
import { CallCard } from './call-card.tsx';
import { type CallShown, followCall, NOTHING, sameShown, type Ticket } from './follow-call.ts';
import { useCallTexts } from './texts.ts';

/** Shows a graduate that they are called, over whatever screen they are on; shown once, by the shell. */
export function CallOverlay(): ReactNode {
  const { me } = useMe();
  const { snapshot } = useView('myDay', me?.graduate ? {} : null);
  const tickets = snapshot?.tickets;
  const [shown, setShown] = useState<CallShown>(NOTHING);
  const [answered, setAnswered] = useState<string | null>(null);

  useEffect(() => {
    if (tickets === undefined) return;
    setShown((before) => {
      const next = followCall(before, tickets, answered);
      return sameShown(before, next) ? before : next;
    });
  }, [tickets, answered]);

  return (
    <>
      <GetReady tickets={tickets ?? []} />
      {shown.kind === 'call' && (
        <CallCard key={shown.ticket.id} ticket={shown.ticket} onAnswered={() => setAnswered(shown.ticket.id)} />
      )}
      {shown.kind === 'after' && (
        <CallAftermath
          key={shown.ticket.id}
          ticket={shown.ticket}
          how={shown.how}
          onClose={() => setShown((now) => (now.kind === 'after' ? NOTHING : now))}
        />
      )}
    </>
  );
}

/** Says once, politely, that this person is next in a line. */
function GetReady({ tickets }: { tickets: readonly Ticket[] }): ReactNode {
  const t = useCallTexts();
  const pick = usePick();
  const next = tickets.find(
    (ticket) => ticket.state === 'waiting' && ticket.ahead !== null && ticket.ahead < GET_READY_PLACE,
  );
  const nextId = next?.id;
  useEffect(() => {
    if (nextId !== undefined) playCue('next');
  }, [nextId]);
  return (
    <div className="cf-sr" role="status">
      {next === undefined ? '' : t('getReady', { employer: pick(next.booth.employer) })}
    </div>
  );
}
