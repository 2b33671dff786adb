import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client.ts';
import { usePick } from '../../i18n/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useDurationText } from '../../ui/duration-text.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DoorTag } from '../../ui/tags.tsx';
import type { BoardBooth, BoardHall } from './board-facts.ts';
import { useOrganizeTexts } from './texts.ts';

/** The booth whose tile was pressed: its figures and what can be done. Takes the focus when it is shown. */
export function BoothDetail({
  booth,
  hall,
  act,
  fairPaused,
  onDone,
  onClose,
}: {
  booth: BoardBooth;
  hall: BoardHall['hall'];
  /** Whether the viewer may pause and resume. */
  act: boolean;
  fairPaused: boolean;
  onDone: (words: string) => void;
  onClose: () => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const say = useDurationText();
  const name = pick(booth.employer);
  const [asking, setAsking] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another booth is shown
  useEffect(() => head.current?.focus(), [booth.id]);
  const paused = booth.door === 'paused' && !fairPaused;
  const pause = useMutation({
    mutationFn: () => (paused ? api.booths.resume({ boothId: booth.id }) : api.booths.pause({ boothId: booth.id })),
    onSuccess: () => {
      setAsking(false);
      onDone(t(paused ? 'boothResumed' : 'boothPaused', { name }));
    },
  });
  return (
    <section className="cf-card org-panel org-detail" aria-labelledby="org-detail">
      <header className="cf-row">
        <h2 id="org-detail" ref={head} tabIndex={-1}>
          {name}
        </h2>
        <DoorTag door={booth.door} />
      </header>
      <dl className="org-facts">
        <div>
          <dt>{t('boothHall')}</dt>
          <dd>
            {pick(hall.name)} · {booth.number}
          </dd>
        </div>
        <div>
          <dt>{t('boothWaiting')}</dt>
          <dd>{booth.waiting}</dd>
        </div>
        <div>
          <dt>{t('boothLongest')}</dt>
          <dd>{booth.longestWaitMs === null ? t('none') : say(booth.longestWaitMs)}</dd>
        </div>
        <div>
          <dt>{t('boothDesks')}</dt>
          <dd>{booth.desks}</dd>
        </div>
        <div>
          <dt>{t('boothInterviewing')}</dt>
          <dd>{booth.interviewing}</dd>
        </div>
      </dl>
      {!asking && <ErrorNotice error={pause.error} />}
      <div className="org-actions">
        {act && !fairPaused && (
          <Button loading={pause.isPending && !asking} onClick={() => (paused ? pause.mutate() : setAsking(true))}>
            {t(paused ? 'boothResume' : 'boothPause')}
          </Button>
        )}
        <Link className="org-way" to={`/booths/${booth.id}`}>
          {t('boothPage')}
        </Link>
        <Button type="text" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('boothPauseAsk', { name })}
          confirmText={t('boothPauseYes')}
          busy={pause.isPending}
          error={pause.error}
          onConfirm={() => pause.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t('boothPauseWhat')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
