import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/client.ts';
import { usePick } from '../../i18n/index.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { Ticket, Unanswered } from './follow-call.ts';
import { useCallTexts } from './texts.ts';
import './call.css';

const WORDS = {
  noShow: ['afterNoShowTitle', 'afterNoShowBody'],
  waiting: ['afterWaitingTitle', 'afterWaitingBody'],
  removed: ['afterRemovedTitle', 'afterRemovedBody'],
  closed: ['afterClosedTitle', 'afterClosedBody'],
  gone: ['afterGoneTitle', 'afterGoneBody'],
} as const satisfies Record<Unanswered, readonly [string, string]>;

/** What became of a call that this window did not answer, and what can be done now. */
export function CallAftermath(props: { ticket: Ticket; how: Unanswered; onClose: () => void }): ReactNode {
  const { ticket, how, onClose } = props;
  const t = useCallTexts();
  const pick = usePick();
  const navigate = useNavigate();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const rejoin = useMutation({
    mutationFn: () =>
      api.queue.join({
        boothId: ticket.booth.id,
        ...(ticket.position === null ? {} : { positionId: ticket.position.id }),
      }),
  });

  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const [title, body] = WORDS[how];
  const mayRejoin = how === 'noShow' && !rejoin.isSuccess;
  return (
    <dialog
      ref={dialog}
      className="cf-dialog cf-call-after"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId}>{t(title)}</h2>
      <p>{t(body, { employer: pick(ticket.booth.employer) })}</p>
      <div role="status">{rejoin.isSuccess && <p>{t('afterRejoined')}</p>}</div>
      <ErrorNotice error={rejoin.error} />
      <div className="cf-dialog-actions">
        {mayRejoin && (
          <Button size="large" type="primary" loading={rejoin.isPending} onClick={() => rejoin.mutate()}>
            {t(rejoin.isPending ? 'afterRejoining' : 'afterRejoin')}
          </Button>
        )}
        <Button
          size="large"
          onClick={() => {
            onClose();
            void navigate('/my/day');
          }}
        >
          {t('afterMyDay')}
        </Button>
        <Button size="large" onClick={onClose}>
          {t('afterClose')}
        </Button>
      </div>
    </dialog>
  );
}
