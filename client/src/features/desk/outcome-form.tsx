import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { OUTCOMES, type Outcome } from '#shared/rules/interview.ts';
import { api, orpc } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { OUTCOME_TEXT, useTermTexts } from '../../ui/terms.ts';
import { useDeskTexts } from './texts.ts';

export type Interview = Awaited<ReturnType<typeof api.interviews.record>>;

const HINT = {
  offer: 'hintOffer',
  nextRound: 'hintNextRound',
  reserve: 'hintReserve',
  declined: 'hintDeclined',
} as const satisfies Record<Outcome, string>;

/** Records what came of an interview, and whether the graduate is told now. `onSavedNext` adds "save and call next". */
export function OutcomeForm({
  interview,
  onSaved,
  onSavedNext,
  onLater,
}: {
  interview: Interview;
  onSaved: () => void;
  onSavedNext?: (() => void) | undefined;
  onLater: () => void;
}): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const client = useQueryClient();
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome | null>(interview.outcome);
  const [release, setRelease] = useState(false);
  const decide = useMutation({
    mutationFn: (chosen: Outcome) => api.interviews.decide({ interviewId: interview.id, outcome: chosen, release }),
    onSuccess: () => client.invalidateQueries({ queryKey: orpc.interviews.key() }),
  });
  const save = (then: () => void) => {
    if (outcome !== null) decide.mutate(outcome, { onSuccess: then });
  };

  return (
    <form
      className="desk-outcome"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        save(onSavedNext ?? onSaved);
      }}
    >
      <h3 id={id}>{t('outcomeAsk', { name: interview.graduate.name })}</h3>
      <fieldset>
        <legend>{t('outcomeTitle')}</legend>
        {OUTCOMES.map((each) => (
          <label key={each} className="desk-choice">
            <input type="radio" name={`${id}-outcome`} checked={outcome === each} onChange={() => setOutcome(each)} />
            <span>
              <strong>{term(OUTCOME_TEXT[each])}</strong>
              <small>{t(HINT[each])}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('releaseTitle')}</legend>
        {[false, true].map((now) => (
          <label key={String(now)} className="desk-choice">
            <input type="radio" name={`${id}-release`} checked={release === now} onChange={() => setRelease(now)} />
            <span>
              <strong>{t(now ? 'releaseNow' : 'releaseLater')}</strong>
              <small>{t(now ? 'releaseNowHint' : 'releaseLaterHint')}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <ErrorNotice error={decide.error} />
      <div className="desk-actions">
        <Button type="primary" htmlType="submit" disabled={outcome === null} loading={decide.isPending}>
          {t(onSavedNext === undefined ? 'outcomeSave' : 'outcomeSaveNext')}
        </Button>
        {onSavedNext !== undefined && (
          <Button disabled={outcome === null || decide.isPending} onClick={() => save(onSaved)}>
            {t('outcomeSave')}
          </Button>
        )}
        <Button type="text" onClick={onLater}>
          {t('outcomeLaterButton')}
        </Button>
      </div>
    </form>
  );
}
