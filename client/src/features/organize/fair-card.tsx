import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { fairPhase, nextPhaseAt } from '#shared/rules/fair-phase.ts';
import { api, orpc } from '../../api/client.ts';
import { useLocale, usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { formatMoment } from '../../ui/format-moment.ts';
import { PhaseTag, Tag } from '../../ui/tags.tsx';
import type { Fair } from './fair-form.tsx';
import { useOrganizeTexts } from './texts.ts';

const COUNTDOWN_TEXT = {
  upcoming: 'countdownUpcoming',
  dropOff: 'countdownDropOff',
  live: 'countdownLive',
  closing: 'countdownClosing',
} as const;

/** One hosted fair: phase, countdown, counts, and the ways to its board and booths. `edit` shows publish and change. */
export function FairCard({ fair, edit, onChange }: { fair: Fair; edit: boolean; onChange: () => void }): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const locale = useLocale();
  const when = (at: number) => formatMoment(at, locale, fair.timeZone);
  const phase = fairPhase(fair, useNow(5_000));
  const { counts } = fair;
  return (
    <article className="cf-card org-fair">
      <header className="cf-row">
        <h2>{pick(fair.name)}</h2>
        <PhaseTag phase={phase} paused={fair.paused} />
        {!fair.published && <Tag>{t('draft')}</Tag>}
      </header>
      <p className="cf-muted">{fair.universities.map((each) => pick(each.name)).join(' × ')}</p>
      <p className="org-fair-times">
        <Until fair={fair} />
        <span className="cf-muted">
          {phase === 'ended'
            ? t('endedAt', { when: when(fair.endsAt) })
            : `${t('startsAt', { when: when(fair.startsAt) })} · ${t('endsAt', { when: when(fair.endsAt) })}`}
        </span>
      </p>
      <p className="cf-muted cf-small">
        {[
          t('countBooths', { n: counts.booths }),
          t('countPositions', { n: counts.positions }),
          t('countOpenings', { n: counts.openings }),
          t('countGraduates', { n: counts.graduates }),
        ].join(' · ')}
      </p>
      <div className="org-actions">
        <Link className="org-way org-way-first" to={`/organize/${fair.id}`}>
          {t('toBoard')}
        </Link>
        {edit && (
          <>
            <Link className="org-way" to={`/organize/${fair.id}/booths`}>
              {t('toBooths')}
            </Link>
            {!fair.published && <PublishButton fair={fair} />}
            {phase !== 'ended' && <Button onClick={onChange}>{t('changeTimes')}</Button>}
          </>
        )}
      </div>
    </article>
  );
}

/** What comes next and how long until then. */
export function Until({ fair }: { fair: { dropOffOpensAt: number; startsAt: number; endsAt: number } }): ReactNode {
  const t = useOrganizeTexts();
  const now = useNow(1_000);
  const phase = fairPhase(fair, now);
  if (phase === 'ended') return null;
  const next = phase === 'live' || phase === 'closing' ? fair.endsAt : nextPhaseAt(fair, now);
  return (
    <span className="org-until">
      {t(COUNTDOWN_TEXT[phase])} <strong>{next !== undefined && <Countdown to={next} words />}</strong>
    </span>
  );
}

function PublishButton({ fair }: { fair: Fair }): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const publish = useMutation({
    mutationFn: () => api.fairs.publish({ fairId: fair.id }),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: orpc.fairs.key() });
    },
  });
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {t('publish')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('publishAsk', { name: pick(fair.name) })}
          confirmText={t('publishYes')}
          busy={publish.isPending}
          error={publish.error}
          onConfirm={() => publish.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t('publishWhat')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
