import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import type { TicketId } from '#shared/contract/ids.ts';
import { api } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useCallTexts } from './texts.ts';

type DeclineQuestionProps = { ticketId: TicketId; employer: string; onBack: () => void; onDeclined: () => void };

/** What declining the call means, asked before it is done. The countdown goes on above it. */
export function DeclineQuestion({ ticketId, employer, onBack, onDeclined }: DeclineQuestionProps): ReactNode {
  const t = useCallTexts();
  const titleId = useId();
  const decline = useMutation({ mutationFn: () => api.queue.decline({ ticketId }), onSuccess: onDeclined });
  return (
    <section className="cf-call-decline" aria-labelledby={titleId}>
      <h3 id={titleId}>{t('declineTitle')}</h3>
      <p>{t('declineMeaning', { employer })}</p>
      <ErrorNotice error={decline.error} />
      <div className="cf-call-actions">
        <Button size="large" autoFocus onClick={onBack}>
          {t('declineBack')}
        </Button>
        <Button size="large" danger loading={decline.isPending} onClick={() => decline.mutate()}>
          {t(decline.isPending ? 'declining' : 'declineConfirm')}
        </Button>
      </div>
    </section>
  );
}
