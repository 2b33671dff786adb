import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { InterviewEnding } from '#shared/rules/interview.ts';
import { clockText } from '../../ui/countdown.tsx';
import type { Interview, Side } from './sides.ts';
import { useInterviewTexts } from './texts.ts';

const BY = {
  graduate: 'endedByGraduate',
  recruiter: 'endedByRecruiter',
  overtime: 'endedByOvertime',
  organizer: 'endedByOrganizer',
} as const satisfies Record<InterviewEnding, string>;

/** What came of it: how it ended, how long it took, and where each side goes on. `compact`: at the desk, which shows the record itself. */
export function Ended({ interview, side, compact }: { interview: Interview; side: Side; compact: boolean }): ReactNode {
  const t = useInterviewTexts();
  const { startedAt, endedAt, endedBy } = interview;
  const length = startedAt === null || endedAt === null ? null : clockText(endedAt - startedAt);
  const navigate = useNavigate();
  const Heading = compact ? 'h3' : 'h2';
  return (
    <section className="cf-ended" role="status">
      <Heading>{t('endedTitle')}</Heading>
      {endedBy !== null && <p>{t(BY[endedBy])}</p>}
      <p className="cf-muted">{length === null ? t('endedNeverStarted') : t('endedLength', { length })}</p>
      <p>{t(side === 'graduate' ? 'endedGraduate' : 'endedRecruiter')}</p>
      {!compact && (
        <Button
          type="primary"
          size="large"
          onClick={() => void navigate(side === 'graduate' ? '/my/day' : `/desk/${interview.booth.id}`)}
        >
          {t(side === 'graduate' ? 'endedMyDay' : 'endedToOutcome')}
        </Button>
      )}
    </section>
  );
}
