import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { GET_READY_PLACE } from '#shared/rules/limits.ts';
import { usePick } from '../../i18n/index.ts';
import { useView } from '../../live/use-view.ts';
import { playCue } from '../../ui/cues.ts';
import { isLinedUp, type MyTicket, useMyPlace } from '../../ui/my-place.ts';
import { CallOverlay } from '../call/call-overlay.tsx';
import { useDayTexts } from './texts.ts';
import './my-day.css';

/** Vibration of a phone when somebody is next: on, off, on, in ms. */
const VIBRATION = [160, 90, 160];

/** What a graduate hears of on every page: "you are next, get ready", and the call itself. */
export function GraduateNotices(): ReactNode {
  const { snapshot } = useView('myDay', {});
  const waiting = snapshot?.tickets.filter((ticket) => isLinedUp(ticket.state)) ?? [];
  const [ready, setReady] = useState<readonly MyTicket[]>([]);
  const report = useCallback((ticket: MyTicket, isNext: boolean) => {
    setReady((before) => {
      const others = before.filter((each) => each.id !== ticket.id);
      if (isNext === others.length < before.length) return before;
      return isNext ? [...others, ticket] : others;
    });
  }, []);
  return (
    <>
      {waiting.map((ticket) => (
        <PlaceWatch key={ticket.id} ticket={ticket} report={report} />
      ))}
      <ReadyBanner tickets={ready} />
      <CallOverlay />
    </>
  );
}

/** Watches one place in line and says when it is next, and when no longer. */
function PlaceWatch({
  ticket,
  report,
}: {
  ticket: MyTicket;
  report: (ticket: MyTicket, isNext: boolean) => void;
}): ReactNode {
  const { place, door } = useMyPlace(ticket);
  const isNext = ticket.state === 'waiting' && door === 'open' && place !== null && place <= GET_READY_PLACE;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ticket is a new object in every snapshot; its id is what counts
  useEffect(() => {
    report(ticket, isNext);
    return () => report(ticket, false);
  }, [ticket.id, isNext, report]);
  return null;
}

/** "You are next": said once, politely, with a sound and a short vibration; put away by hand or when it is no longer so. */
function ReadyBanner({ tickets }: { tickets: readonly MyTicket[] }): ReactNode {
  const t = useDayTexts();
  const pick = usePick();
  const { pathname } = useLocation();
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const unread = tickets.filter((ticket) => !read.has(ticket.id));
  const shown = pathname.startsWith('/interviews/') ? undefined : unread[0];
  const shownId = shown?.id;
  const short = t('readyShort');
  useEffect(() => {
    if (shownId === undefined) return;
    playCue('next');
    // Before the first touch a browser refuses, and says so in its log.
    if ('vibrate' in navigator && navigator.userActivation?.hasBeenActive) navigator.vibrate(VIBRATION);
    const before = document.title;
    document.title = `● ${short}`;
    return () => {
      document.title = before;
    };
  }, [shownId, short]);
  return (
    <div role="status" aria-live="polite">
      {shown !== undefined && (
        <div className="day-ready">
          <p>
            <strong>{t('readyTitle')}</strong> {t('readyText', { employer: pick(shown.booth.employer) })}
          </p>
          <button type="button" className="cf-link" onClick={() => setRead(new Set([...read, shown.id]))}>
            {t('gotIt')}
          </button>
        </div>
      )}
    </div>
  );
}
