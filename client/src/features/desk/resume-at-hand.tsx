import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { DropOffId } from '#shared/contract/ids.ts';
import { api } from '../../api/client.ts';
import { serverNow } from '../../live/server-clock.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Moment } from '../../ui/moment.tsx';
import { LoadingCards } from '../../ui/page-state.tsx';
import { Tag } from '../../ui/tags.tsx';
import { DECLINE_REASON_TEXT, useTermTexts } from '../../ui/terms.ts';
import { type DropOff, DropOffDecision } from './drop-off-decision.tsx';
import { atHandKey, patchInbox } from './inbox-cache.ts';
import { useDeskTexts } from './texts.ts';

const PdfPreview = lazy(() => import('../../ui/pdf-preview.tsx').then((m) => ({ default: m.PdfPreview })));

/** A file link is asked for anew this long before it ends, ms. */
const LINK_MARGIN_MS = 30_000;

type AtHand = { dropOff: DropOff; file: { url: string; kind: 'pdf' | 'docx'; fileName: string; expiresAt: number } };

/**
 * A dropped-off résumé beside the person. Opening is an order (logged, seen by the graduate), so it is asked once and
 * kept until its link ends. Reading is seen by the graduate, so it opens by itself only for `auto` (the
 * person is called or in the interview), else on request; `onDecided` hears of a shortlisting or declining.
 */
export function ResumeAtHand({
  dropOffId,
  auto,
  onDecided,
}: {
  dropOffId: DropOffId;
  auto: boolean;
  onDecided?: (decided: DropOff) => void;
}): ReactNode {
  const t = useDeskTexts();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const reading = useQuery<AtHand>({
    queryKey: atHandKey(dropOffId),
    queryFn: async () => {
      const opened = await api.dropOffs.open({ dropOffId });
      patchInbox(client, opened.dropOff);
      return opened;
    },
    enabled: auto || asked || client.getQueryData(atHandKey(dropOffId)) !== undefined,
    staleTime: (query) => Math.max(0, (query.state.data?.file.expiresAt ?? 0) - LINK_MARGIN_MS - serverNow()),
  });

  if (reading.data === undefined) {
    if (reading.error !== null) return <ErrorNotice error={reading.error} onRetry={() => void reading.refetch()} />;
    if (reading.isFetching) return <LoadingCards rows={1} height={320} />;
    return (
      <div className="desk-closed-resume">
        <Button id="desk-open-resume" onClick={() => setAsked(true)}>
          {t('resumeOpen')}
        </Button>
        <p className="cf-muted">{t('resumeOpenTells')}</p>
      </div>
    );
  }
  const { dropOff, file } = reading.data;
  return (
    <div className="desk-resume">
      <DropOffState dropOff={dropOff} />
      <DropOffDecision dropOff={dropOff} onDone={onDecided} />
      {file.kind === 'pdf' ? (
        <Suspense fallback={<LoadingCards rows={1} height={320} />}>
          <PdfPreview url={file.url} />
        </Suspense>
      ) : (
        <p>{t('resumeDocx')}</p>
      )}
      <p>
        <a href={file.url} download={file.fileName}>
          {t('resumeDownload', { file: file.fileName })}
        </a>
      </p>
    </div>
  );
}

/** The state of a drop-off with its times and, where declined, the reason. */
export function DropOffState({ dropOff }: { dropOff: DropOff }): ReactNode {
  const term = useTermTexts();
  const { state, declineReason } = dropOff;
  return (
    <p className="desk-drop-off-state">
      <Tag tone={state === 'shortlisted' ? 'lead' : 'plain'}>{term(state)}</Tag>
      <span>{<Moment at={dropOff.decidedAt ?? dropOff.openedAt ?? dropOff.sentAt} />}</span>
      {state === 'declined' && declineReason !== null && <span>{term(DECLINE_REASON_TEXT[declineReason])}</span>}
    </p>
  );
}
