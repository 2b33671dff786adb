import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { DECLINE_REASONS, type DeclineReason } from '#shared/rules/drop-off.ts';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DECLINE_REASON_TEXT, useTermTexts } from '../../ui/terms.ts';
import { patchInbox } from './inbox-cache.ts';
import { useDeskTexts } from './texts.ts';

export type DropOff = Awaited<ReturnType<typeof api.dropOffs.decide>>;
export type Decision = { dropOff: DropOff; decision: 'shortlist' | 'decline'; reason?: DeclineReason };

/** Shortlists or declines a drop-off; lists that show it are brought up to date. */
export function useDecide(onDone?: (decided: DropOff) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ dropOff, decision, reason }: Decision) =>
      api.dropOffs.decide({ dropOffId: dropOff.id, decision, ...(reason === undefined ? {} : { reason }) }),
    onSuccess: (decided) => {
      patchInbox(client, decided);
      onDone?.(decided);
    },
  });
}

/** The two buttons at a résumé, with the reason asked where it is declined. */
export function DropOffDecision({
  dropOff,
  onDone,
}: {
  dropOff: DropOff;
  onDone?: ((decided: DropOff) => void) | undefined;
}): ReactNode {
  const t = useDeskTexts();
  const [asking, setAsking] = useState(false);
  const decide = useDecide(onDone);
  return (
    <>
      <div className="desk-actions">
        <Button
          type={dropOff.state === 'shortlisted' ? 'default' : 'primary'}
          disabled={dropOff.state === 'shortlisted'}
          loading={decide.isPending && !asking}
          onClick={() => decide.mutate({ dropOff, decision: 'shortlist' })}
        >
          {t('shortlist')}
        </Button>
        <Button disabled={dropOff.state === 'declined'} onClick={() => setAsking(true)}>
          {t('declineAction')}
        </Button>
      </div>
      {!asking && <ErrorNotice error={decide.error} />}
      {asking && (
        <DeclineDialog
          dropOff={dropOff}
          onCancel={() => setAsking(false)}
          onDone={(done) => {
            setAsking(false);
            onDone?.(done);
          }}
        />
      )}
    </>
  );
}

/** Asks why a drop-off is declined; the graduate reads the reason in these words. */
export function DeclineDialog({
  dropOff,
  onDone,
  onCancel,
}: {
  dropOff: DropOff;
  onDone: (decided: DropOff) => void;
  onCancel: () => void;
}): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const name = useId();
  const [reason, setReason] = useState<DeclineReason>('other');
  const decide = useDecide(onDone);
  return (
    <ConfirmDialog
      title={t('declineAsk')}
      confirmText={t('declineYes')}
      busy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate({ dropOff, decision: 'decline', reason })}
      onCancel={onCancel}
    >
      <fieldset className="desk-reasons">
        <legend>
          {dropOff.candidate.name} · {t('declineTells')}
        </legend>
        {DECLINE_REASONS.map((each) => (
          <label key={each} className="desk-choice">
            <input type="radio" name={name} checked={reason === each} onChange={() => setReason(each)} />
            <span>{term(DECLINE_REASON_TEXT[each])}</span>
          </label>
        ))}
      </fieldset>
    </ConfirmDialog>
  );
}
