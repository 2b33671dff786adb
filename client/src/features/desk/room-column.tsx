import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { CALL_WINDOW_MS } from '#shared/rules/limits.ts';
import { api } from '../../api/client.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import type { Desk, LineEntry } from './desk-line.ts';
import { type Interview, OutcomeForm } from './outcome-form.tsx';
import { useDeskTexts } from './texts.ts';

const RoomReady = lazy(() => import('../interview/room-ready.tsx').then((m) => ({ default: m.RoomReady })));
const Room = lazy(() => import('../interview/room.tsx').then((m) => ({ default: m.Room })));

/**
 * The right column at an open desk: the interview that runs, the person who was called, the interview that has just
 * ended and wants its outcome, or nobody. An accepted call opens the room by itself: calling was the consent.
 */
export function RoomColumn({
  desk,
  person,
  ended,
  callNext,
  onSettled,
}: {
  desk: Desk;
  person: LineEntry | undefined;
  ended: Interview | undefined;
  /** Calls the next person, or undefined while nobody can be called. */
  callNext: (() => void) | undefined;
  onSettled: () => void;
}): ReactNode {
  const t = useDeskTexts();
  const interviewId = desk.interviewId ?? person?.interviewId ?? null;
  if (interviewId !== null) {
    return (
      <Suspense fallback={<LoadingCards rows={1} height={360} />}>
        <Room key={interviewId} interviewId={interviewId} side="recruiter" compact />
      </Suspense>
    );
  }
  if (person !== undefined) return <Awaited person={person} />;
  if (ended !== undefined) {
    return (
      <OutcomeForm
        key={ended.id}
        interview={ended}
        onSaved={onSettled}
        onSavedNext={
          callNext === undefined
            ? undefined
            : () => {
                onSettled();
                callNext();
              }
        }
        onLater={onSettled}
      />
    );
  }
  return <PageState title={t('roomIdle')} text={t('roomIdleNext')} />;
}

/** A called person who has not answered yet: the time they have left, the way to take the call back, and the own picture they will see. */
function Awaited({ person }: { person: LineEntry }): ReactNode {
  const t = useDeskTexts();
  const putBack = useMutation({ mutationFn: () => api.queue.putBack({ ticketId: person.ticketId }) });
  return (
    <section className="desk-awaited">
      <h3>{t('roomWaiting', { name: person.candidate.name })}</h3>
      {person.callExpiresAt !== null && (
        <p className="desk-awaited-clock">
          <span className="cf-sr">{t('callCountdown')} </span>
          <Countdown to={person.callExpiresAt} />
        </p>
      )}
      <p className="cf-muted">{t('roomWaitingHint', { seconds: CALL_WINDOW_MS / 1_000 })}</p>
      <ErrorNotice error={putBack.error} />
      <Button loading={putBack.isPending} onClick={() => putBack.mutate()}>
        {t('putBack')}
      </Button>
      <Suspense fallback={<LoadingCards rows={1} height={220} />}>
        <RoomReady ticketId={person.ticketId} />
      </Suspense>
    </section>
  );
}
