import type { ReactNode } from 'react';
import type { DropOffState } from '#shared/rules/drop-off.ts';
import { addTexts } from '../i18n/index.ts';
import { Moment } from './moment.tsx';
import { Tag } from './tags.tsx';
import { DECLINE_REASON_TEXT, useTermTexts } from './terms.ts';

const useDropOffTexts = addTexts('drop-off', {
  'zh-CN': { sentAt: '投递于', openedAt: '首次查看', notOpened: '企业还没有查看' },
  en: { sentAt: 'sent', openedAt: 'first opened', notOpened: 'not opened yet' },
});

const TONE = { sent: 'plain', opened: 'lead', shortlisted: 'lead', declined: 'plain', withdrawn: 'plain' } as const;

/** Where a drop-off stands: sent, first opened (when), shortlisted, declined (why), withdrawn. */
export function DropOffTag({
  dropOff,
}: {
  dropOff: {
    state: DropOffState;
    sentAt: number;
    openedAt: number | null;
    declineReason: keyof typeof DECLINE_REASON_TEXT | null;
  };
}): ReactNode {
  const t = useDropOffTexts();
  const term = useTermTexts();
  const { state, sentAt, openedAt, declineReason } = dropOff;
  return (
    <span className="cf-row cf-small">
      <Tag tone={TONE[state]}>{term(state)}</Tag>
      {state === 'declined' && declineReason !== null && <span>{term(DECLINE_REASON_TEXT[declineReason])}</span>}
      <span className="cf-muted">
        {openedAt === null ? (
          <>
            {t('sentAt')} <Moment at={sentAt} />
            {state === 'sent' && ` · ${t('notOpened')}`}
          </>
        ) : (
          <>
            {t('openedAt')} <Moment at={openedAt} />
          </>
        )}
      </span>
    </span>
  );
}
