import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { FairId } from '#shared/contract/ids.ts';
import { api, orpc } from '../../api/client.ts';
import { useLocale } from '../../i18n/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatMoment } from '../../ui/format-moment.ts';
import type { BoardSnapshot } from './board-facts.ts';
import { useOrganizeTexts } from './texts.ts';

const EXTENSIONS_MIN = [15, 30, 60] as const;
type Order = { kind: 'extend'; byMinutes: number; from: number } | { kind: 'pause' } | { kind: 'resume' };

/** Extends, pauses or resumes the whole fair; each is confirmed with what happens to the people in it. */
export function FairActions({
  fairId,
  board,
  timeZone,
  running,
  onDone,
}: {
  fairId: FairId;
  board: BoardSnapshot;
  timeZone: string | undefined;
  /** Lines may move now: only then is a pause of use. */
  running: boolean;
  onDone: (words: string) => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const locale = useLocale();
  const client = useQueryClient();
  const [order, setOrder] = useState<Order>();
  const when = (at: number) => formatMoment(at, locale, timeZone);
  const change = useMutation({
    mutationFn: (given: Order) => {
      if (given.kind === 'extend') return api.fairs.extend({ fairId, byMinutes: given.byMinutes });
      return given.kind === 'pause' ? api.fairs.pause({ fairId }) : api.fairs.resume({ fairId });
    },
    onSuccess: async (fair, given) => {
      setOrder(undefined);
      if (given.kind === 'extend') onDone(t('extendDone', { to: when(fair.endsAt) }));
      else onDone(t(given.kind === 'pause' ? 'pauseDone' : 'resumeDone'));
      await client.invalidateQueries({ queryKey: orpc.fairs.key() });
    },
  });
  const ask = (asked: Order) => {
    change.reset();
    setOrder(asked);
  };
  return (
    <fieldset className="org-fair-actions">
      <legend className="cf-sr">{t('actionsTitle')}</legend>
      <span className="cf-muted">{t('extend')}</span>
      {EXTENSIONS_MIN.map((minutes) => (
        <Button key={minutes} onClick={() => ask({ kind: 'extend', byMinutes: minutes, from: board.endsAt })}>
          {t('extendBy', { n: minutes })}
        </Button>
      ))}
      {board.paused ? (
        <Button type="primary" onClick={() => ask({ kind: 'resume' })}>
          {t('resume')}
        </Button>
      ) : (
        running && <Button onClick={() => ask({ kind: 'pause' })}>{t('pause')}</Button>
      )}
      {order !== undefined && (
        <ConfirmDialog
          title={order.kind === 'extend' ? t('extendAsk', { n: order.byMinutes }) : t(ASK[order.kind])}
          confirmText={order.kind === 'extend' ? t('extendYes', { n: order.byMinutes }) : t(YES[order.kind])}
          busy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate(order)}
          onCancel={() => setOrder(undefined)}
        >
          <p>
            {order.kind === 'extend'
              ? t('extendWhat', { from: when(order.from), to: when(order.from + order.byMinutes * 60_000) })
              : t(WHAT[order.kind], {
                  waiting: board.totals.waiting,
                  interviewing: board.totals.interviewing,
                })}
          </p>
        </ConfirmDialog>
      )}
    </fieldset>
  );
}

const ASK = { pause: 'pauseAsk', resume: 'resumeAsk' } as const;
const YES = { pause: 'pauseYes', resume: 'resumeYes' } as const;
const WHAT = { pause: 'pauseWhat', resume: 'resumeWhat' } as const;
