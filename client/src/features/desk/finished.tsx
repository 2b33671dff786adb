import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { api, orpc } from '../../api/client.ts';
import { useLocale, usePick } from '../../i18n/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useDurationText } from '../../ui/duration-text.ts';
import { formatMoment } from '../../ui/format-moment.ts';
import { Tag } from '../../ui/tags.tsx';
import { OUTCOME_TEXT, useTermTexts } from '../../ui/terms.ts';
import { type Interview, OutcomeForm } from './outcome-form.tsx';
import { useDeskTexts } from './texts.ts';

/** The booth's finished interviews: outcome, whether the graduate was told, note; those without an outcome first. */
export function Finished({
  interviews,
  userId,
}: {
  interviews: readonly Interview[];
  userId: string | undefined;
}): ReactNode {
  const t = useDeskTexts();
  const ended = interviews.filter((each) => each.endedAt !== null);
  const wanting = ended.filter((each) => wantsOutcome(each));
  const ordered = [...wanting, ...ended.filter((each) => !wanting.includes(each))];
  if (ended.length === 0) return null;
  return (
    <details className="desk-finished cf-card">
      <summary>
        <h2>{t('finishedTitle', { n: ended.length })}</h2>
        {wanting.length > 0 && <Tag tone="lead">{t('finishedWanting', { n: wanting.length })}</Tag>}
      </summary>
      <ul className="desk-finished-list">
        {ordered.map((interview) => (
          <FinishedRow key={interview.id} interview={interview} own={interview.recruiter.id === userId} />
        ))}
      </ul>
    </details>
  );
}

/** An interview that took place and has no outcome yet. */
export function wantsOutcome(interview: Interview): boolean {
  return interview.endedAt !== null && interview.startedAt !== null && interview.outcome === null;
}

function FinishedRow({ interview, own }: { interview: Interview; own: boolean }): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const pick = usePick();
  const locale = useLocale();
  const say = useDurationText();
  const [editing, setEditing] = useState(false);
  const { outcome, releasedAt, startedAt, endedAt } = interview;
  const facts = [
    endedAt === null ? '' : formatMoment(endedAt, locale),
    startedAt === null || endedAt === null ? t('finishedNotHeld') : say(endedAt - startedAt),
    interview.position === null ? '' : pick(interview.position.title),
    own ? '' : t('finishedBy', { name: interview.recruiter.name }),
  ].filter((fact) => fact !== '');
  return (
    <li>
      <div className="desk-finished-head">
        <strong>{interview.graduate.name}</strong>
        <Tag tone={outcome === null ? 'plain' : 'lead'}>
          {outcome === null ? t('outcomeMissing') : term(OUTCOME_TEXT[outcome])}
        </Tag>
        <span className="cf-muted cf-small">{facts.join(' · ')}</span>
      </div>
      {interview.note !== '' && <p className="desk-finished-note">{interview.note}</p>}
      {outcome !== null && (
        <p className="cf-muted cf-small">
          {releasedAt === null
            ? t('outcomeNotReleased')
            : t('outcomeReleasedAt', { when: formatMoment(releasedAt, locale) })}
        </p>
      )}
      {own && releasedAt === null && !editing && (
        <div className="desk-actions">
          {outcome !== null && <ReleaseButton interview={interview} outcome={outcome} />}
          <Button onClick={() => setEditing(true)}>{t(outcome === null ? 'edit' : 'change')}</Button>
        </div>
      )}
      {editing && (
        <OutcomeForm interview={interview} onSaved={() => setEditing(false)} onLater={() => setEditing(false)} />
      )}
    </li>
  );
}

function ReleaseButton({
  interview,
  outcome,
}: {
  interview: Interview;
  outcome: NonNullable<Interview['outcome']>;
}): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const release = useMutation({
    mutationFn: () => api.interviews.decide({ interviewId: interview.id, outcome, release: true }),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: orpc.interviews.key() });
    },
  });
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {t('release')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('releaseAsk', { name: interview.graduate.name, outcome: term(OUTCOME_TEXT[outcome]) })}
          confirmText={t('release')}
          busy={release.isPending}
          error={release.error}
          onConfirm={() => release.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t('releaseAskHint')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
