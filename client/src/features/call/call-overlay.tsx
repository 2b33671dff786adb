import { type ReactNode, useEffect, useState } from 'react';
import { useMe } from '../../app/session.tsx';
import { useView } from '../../live/use-view.ts';
import { CallAftermath } from './call-aftermath.tsx';
import { CallCard } from './call-card.tsx';
import { type CallShown, followCall, NOTHING, sameShown } from './follow-call.ts';

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
