import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { usePick } from '../../i18n/index.ts';
import { useDurationText } from '../../ui/duration-text.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { BoardBooth, Need } from './board-facts.ts';
import { useOrganizeTexts } from './texts.ts';

/** So many are listed; the rest is counted. */
const SHOWN = 8;
const WHY_TEXT = { unattended: 'helpUnattended', paused: 'helpPaused', longWait: 'helpLongWait' } as const;

/** Who needs the organizer now, the worst first, each with what can be done. `act` is false for who only looks on. */
export function BoardHelp({
  needs,
  act,
  onShow,
  onDone,
}: {
  needs: readonly Need[];
  act: boolean;
  onShow: (boothId: BoardBooth['id']) => void;
  onDone: (words: string) => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const say = useDurationText();
  const resume = useMutation({
    mutationFn: (booth: BoardBooth) => api.booths.resume({ boothId: booth.id }),
    onSuccess: (_ok, booth) => onDone(t('boothResumed', { name: pick(booth.employer) })),
  });
  return (
    <section className="cf-card org-panel" aria-labelledby="org-help">
      <h2 id="org-help">{t('helpTitle')}</h2>
      {needs.length === 0 && (
        <p className="cf-muted">
          {t('helpNone')}
          <br />
          <span className="cf-small">{t('helpNoneNext')}</span>
        </p>
      )}
      <ErrorNotice error={resume.error} />
      <ul className="org-needs">
        {needs.slice(0, SHOWN).map(({ booth, hall, why }) => (
          <li key={booth.id}>
            <div>
              <strong>{pick(booth.employer)}</strong>
              <span className="cf-muted cf-small">
                {booth.number} · {pick(hall.name)}
              </span>
              <span className={why === 'unattended' ? 'org-need-bad' : undefined}>
                {t(WHY_TEXT[why])} · {t('helpWaiting', { n: booth.waiting })}
                {booth.longestWaitMs !== null && ` · ${t('helpLongest', { wait: say(booth.longestWaitMs) })}`}
              </span>
            </div>
            {act && why === 'paused' && (
              <Button
                loading={resume.isPending && resume.variables?.id === booth.id}
                onClick={() => resume.mutate(booth)}
              >
                {t('helpResume')}
              </Button>
            )}
            <Button onClick={() => onShow(booth.id)}>{t('helpShow')}</Button>
          </li>
        ))}
      </ul>
      {needs.length > SHOWN && <p className="cf-muted">{t('helpMore', { n: needs.length - SHOWN })}</p>}
    </section>
  );
}
