import type { ReactNode } from 'react';
import type { BoardSnapshot } from './board-facts.ts';
import { useOrganizeTexts } from './texts.ts';

const FIGURES = [
  ['present', 'totalPresent', 'totalPresentHint'],
  ['waiting', 'totalWaiting', 'totalWaitingHint'],
  ['called', 'totalCalled', 'totalCalledHint'],
  ['interviewing', 'totalInterviewing', 'totalInterviewingHint'],
  ['idleDesks', 'totalIdleDesks', 'totalIdleDesksHint'],
  ['unattended', 'totalUnattended', 'totalUnattendedHint'],
  ['dropOffs', 'totalDropOffs', 'totalDropOffsHint'],
  ['interviewsDone', 'totalInterviewsDone', 'totalInterviewsDoneHint'],
] as const;

/** The fair in eight figures, each with what it counts. */
export function BoardTotals({ totals }: { totals: BoardSnapshot['totals'] }): ReactNode {
  const t = useOrganizeTexts();
  return (
    <section aria-label={t('totalsTitle')}>
      <dl className="org-totals">
        {FIGURES.map(([name, label, hint]) => (
          <div key={name}>
            <dt>
              {t(label)}
              <span className="cf-small">{t(hint)}</span>
            </dt>
            <dd className="cf-figure">{totals[name]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
