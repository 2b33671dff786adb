import { Button } from 'antd';
import { memo, type ReactNode } from 'react';
import { usePick } from '../../i18n/index.ts';
import { Moment } from '../../ui/moment.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useTermTexts } from '../../ui/terms.ts';
import type { DropOff } from './drop-off-decision.tsx';
import { useDeskTexts } from './texts.ts';
import type { Inbox } from './use-inbox.ts';

/** The drop-offs as rows, each with its state and whether it was read; more at the end. */
export function InboxList({
  inbox,
  chosen,
  onOpen,
}: {
  inbox: Inbox;
  chosen: DropOff['id'] | undefined;
  onOpen: (id: DropOff['id']) => void;
}): ReactNode {
  const t = useDeskTexts();
  return (
    <>
      <ul className="desk-line" aria-label={t('inboxList')}>
        {inbox.dropOffs.map((dropOff) => (
          <InboxRow key={dropOff.id} dropOff={dropOff} chosen={dropOff.id === chosen} onOpen={onOpen} />
        ))}
      </ul>
      <div className="desk-inbox-more">
        <p className="cf-muted cf-small" role="status">
          {t('inboxCount', { n: inbox.dropOffs.length })}
          {!inbox.more && ` · ${t('inboxEnd')}`}
        </p>
        {inbox.more && (
          <Button loading={inbox.loadingMore} onClick={inbox.loadMore}>
            {t(inbox.loadingMore ? 'inboxMoreLoading' : 'inboxMore')}
          </Button>
        )}
      </div>
    </>
  );
}

const InboxRow = memo(function InboxRow({
  dropOff,
  chosen,
  onOpen,
}: {
  dropOff: DropOff;
  chosen: boolean;
  onOpen: (id: DropOff['id']) => void;
}): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const pick = usePick();
  const { candidate, state } = dropOff;
  const facts = [pick(candidate.major), term(candidate.degree), pick(candidate.university.name)];
  const unread = dropOff.openedAt === null;
  return (
    <li>
      <button
        type="button"
        className="desk-row"
        data-drop-off={dropOff.id}
        data-unread={unread}
        aria-current={chosen ? 'true' : undefined}
        onClick={() => onOpen(dropOff.id)}
      >
        <span className="desk-row-place">
          {unread && <span className="desk-unread" role="img" aria-label={t('inboxUnopened')} />}
        </span>
        <span className="desk-row-who">
          <strong>{candidate.name}</strong>
          <span>{facts.join(' · ')}</span>
          <span>{pick(dropOff.position.title)}</span>
        </span>
        <span className="desk-row-waited">
          <Tag tone={state === 'shortlisted' ? 'lead' : 'plain'}>{term(state)}</Tag>
          <Moment at={dropOff.sentAt} />
        </span>
      </button>
    </li>
  );
});
