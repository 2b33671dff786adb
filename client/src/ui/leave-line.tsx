import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { api } from '../api/client.ts';
import { addTexts } from '../i18n/index.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

const useLeaveTexts = addTexts('leave-line', {
  'zh-CN': {
    leave: '离开队伍',
    leaveTitle: '离开这一队？',
    leaveText: '离开后位置就没有了，再来要从队尾排起。',
    stay: '继续排队',
  },
  en: {
    leave: 'Leave the line',
    leaveTitle: 'Leave this line?',
    leaveText: 'Your place will be gone; coming back means starting at the end.',
    stay: 'Stay in line',
  },
});

/** The way out of a line, with a question first. The live view takes the ticket away when it is done. */
export function LeaveLine({ ticketId }: { ticketId: string }): ReactNode {
  const t = useLeaveTexts();
  const [asking, setAsking] = useState(false);
  const leaving = useMutation({
    mutationFn: () => api.queue.leave({ ticketId }),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('leave')}</Button>
      {asking && (
        <ConfirmDialog
          title={t('leaveTitle')}
          confirmText={t('leave')}
          cancelText={t('stay')}
          danger
          busy={leaving.isPending}
          error={leaving.error}
          onConfirm={() => leaving.mutate()}
          onCancel={() => {
            leaving.reset();
            setAsking(false);
          }}
        >
          <p>{t('leaveText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
