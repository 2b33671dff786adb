import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type DropOffState, dropOffMove } from '#shared/rules/drop-off.ts';
import { api, orpc } from '../api/client.ts';
import { addTexts } from '../i18n/index.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

const useWithdrawTexts = addTexts('withdraw', {
  'zh-CN': {
    withdraw: '撤回',
    title: '撤回这份投递？',
    text: '企业将不能再查看这份简历。同一个岗位撤回后不能再次投递。',
    keep: '不撤回',
  },
  en: {
    withdraw: 'Withdraw',
    title: 'Take this résumé back?',
    text: 'The employer can no longer read it. You cannot drop off for this position again.',
    keep: 'Leave it there',
  },
});

/** Takes a dropped résumé back, with a question first; nothing where the law of the drop-off does not allow it. */
export function WithdrawDropOff({
  dropOff,
  boothId,
}: {
  dropOff: { id: string; state: DropOffState };
  boothId: string;
}): ReactNode {
  const t = useWithdrawTexts();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const withdrawing = useMutation({
    mutationFn: () => api.dropOffs.withdraw({ dropOffId: dropOff.id }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: orpc.booths.show.queryKey({ input: { boothId } }) });
      setAsking(false);
    },
  });
  if (dropOffMove(dropOff.state, 'graduate', 'withdraw') === undefined) return null;
  return (
    <>
      <Button type="text" onClick={() => setAsking(true)}>
        {t('withdraw')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('title')}
          confirmText={t('withdraw')}
          cancelText={t('keep')}
          danger
          busy={withdrawing.isPending}
          error={withdrawing.error}
          onConfirm={() => withdrawing.mutate()}
          onCancel={() => {
            withdrawing.reset();
            setAsking(false);
          }}
        >
          <p>{t('text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
