import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { CALL_WARNING_MS } from '#shared/rules/limits.ts';
import { api } from '../../api/client.ts';
import { randomId } from '../../api/random-id.ts';
import { usePick } from '../../i18n/index.ts';
import { serverNow, useNow } from '../../live/server-clock.ts';
import { clockText } from '../../ui/countdown.tsx';
import { playCue } from '../../ui/cues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { enterFromCall, prepareRoom } from '../interview/calls.ts';
import { DevicePreview } from '../interview/device-preview.tsx';
import { type OwnMedia, openOwnMedia } from '../interview/own-media.ts';
import { drawAttention } from './attention.ts';
import { DeclineQuestion } from './decline-question.tsx';
import type { Ticket } from './follow-call.ts';
import { useCallTexts } from './texts.ts';
import './call.css';

/**
 * The call, with the waiting room in it: who calls, how long it holds, own picture and devices. Entering hands the open
 * devices to the room, so that the first picture need not wait for them.
 */
export function CallCard({ ticket, onAnswered }: { ticket: Ticket; onAnswered: () => void }): ReactNode {
  const t = useCallTexts();
  const pick = usePick();
  const navigate = useNavigate();
  const headingId = useId();
  const dialog = useModal();
  const media = useDevicesUntilEntered();
  const [declining, setDeclining] = useState(false);
  const left = Math.max(0, (ticket.callExpiresAt ?? 0) - useNow(250));
  const warned = left <= CALL_WARNING_MS;
  const seconds = Math.ceil(left / 1_000);
  const employer = pick(ticket.booth.employer);
  const announcement = useAnnouncement(ticket, employer, warned);

  // One key for one intent: pressing twice, or again after a lost answer, enters once.
  const [acceptKey] = useState(randomId);
  const accept = useMutation({
    mutationFn: () => api.queue.accept({ ticketId: ticket.id }, { context: { idempotencyKey: acceptKey } }),
    onError: media.letGo,
    onSuccess: ({ interviewId }) => {
      enterFromCall(interviewId, media.take());
      onAnswered();
      void navigate(`/interviews/${interviewId}`);
    },
  });

  return (
    <dialog
      ref={dialog}
      className="cf-dialog cf-call"
      data-warning={warned}
      aria-labelledby={headingId}
      onCancel={(event) => {
        event.preventDefault();
        setDeclining((now) => !now);
      }}
    >
      <div className="cf-sr" role="alert">
        {announcement}
      </div>
      <header className="cf-call-head">
        <h2 id={headingId} tabIndex={-1}>
          {t('heading')}
        </h2>
        <p className="cf-call-clock" role="timer" aria-live="off" aria-label={t('timeLeft')}>
          {clockText(left)}
        </p>
      </header>
      {warned && <p className="cf-call-warning">{t('nearlyOver')}</p>}
      <p className="cf-call-employer">{employer}</p>
      <p className="cf-muted">
        {ticket.position === null ? t('anyPosition') : pick(ticket.position.title)}
        {ticket.calledBy !== null && ` · ${t('calledBy', { name: ticket.calledBy })}`}
      </p>
      {declining ? (
        <DeclineQuestion
          ticketId={ticket.id}
          employer={employer}
          onBack={() => setDeclining(false)}
          onDeclined={onAnswered}
        />
      ) : (
        <>
          <div className="cf-call-actions">
            <Button
              className="cf-call-enter"
              size="large"
              type="primary"
              loading={accept.isPending}
              disabled={seconds === 0}
              onClick={() => {
                // The second press of a double click comes before the button shows that it waits.
                if (media.keep()) accept.mutate();
              }}
            >
              {t(accept.isPending ? 'entering' : 'enter')}
            </Button>
            <Button size="large" type="text" disabled={accept.isPending} onClick={() => setDeclining(true)}>
              {t('notNow')}
            </Button>
          </div>
          <ErrorNotice error={accept.error} />
          <p className="cf-muted">{t('whatHappensIfNot')}</p>
        </>
      )}
      {media.open !== null && <DevicePreview media={media.open} />}
    </dialog>
  );
}

/** A dialog over everything, the browser's own: the rest is out of reach, and focus returns where it was. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    // On the heading and not on a button: somebody who is typing must not enter by accident.
    shown?.querySelector('h2')?.focus();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return dialog;
}

/**
 * Opens the devices while the card is shown and closes them with it. From `keep` until `letGo` they outlive the card: the
 * live view may take it off the screen before the answer to "enter" is here. `keep` is true the first time only. `take`
 * gives them away for good.
 */
function useDevicesUntilEntered() {
  const [open, setOpen] = useState<OwnMedia | null>(null);
  const held = useRef({ shown: false, kept: false });
  useEffect(() => {
    const media = openOwnMedia();
    held.current = { shown: true, kept: false };
    setOpen(media);
    void prepareRoom();
    return () => {
      held.current.shown = false;
      if (!held.current.kept) media.close();
    };
  }, []);
  return {
    open,
    keep: () => {
      const first = !held.current.kept;
      held.current.kept = true;
      return first;
    },
    letGo: () => {
      held.current.kept = false;
      if (!held.current.shown) open?.close();
    },
    take: () => open,
  };
}

/** Sound, title, vibration and notification of the call, and what is said to a screen reader: at the call, and once when time is short. */
function useAnnouncement(ticket: Ticket, employer: string, warned: boolean): string {
  const t = useCallTexts();
  const [said, setSaid] = useState('');
  const seconds = () => Math.max(0, Math.round(((ticket.callExpiresAt ?? 0) - serverNow()) / 1_000));

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each call, not again when the language changes
  useEffect(() => {
    playCue('called');
    setSaid(t('announce', { employer, seconds: seconds() }));
    return drawAttention({
      title: t('notificationTitle', { employer }),
      body: t('notificationBody', { seconds: seconds() }),
      tag: ticket.id,
    });
  }, [ticket.id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, at the moment the warning begins
  useEffect(() => {
    if (!warned) return;
    playCue('nearlyOver');
    setSaid(t('announceWarning', { seconds: seconds() }));
  }, [warned]);

  return said;
}
