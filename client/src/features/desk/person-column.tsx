import type { ReactNode } from 'react';
import type { DropOffId, InterviewId, PositionId } from '#shared/contract/ids.ts';
import type { api } from '../../api/client.ts';
import { type BilingualText, usePick } from '../../i18n/index.ts';
import { PageState } from '../../ui/page-state.tsx';
import { useTermTexts } from '../../ui/terms.ts';
import type { LineEntry } from './desk-line.ts';
import { type MatchReason, matchReasons } from './match-reasons.ts';
import { PrivateNote } from './private-note.tsx';
import { ResumeAtHand } from './resume-at-hand.tsx';
import { useDeskTexts } from './texts.ts';

type Candidate = LineEntry['candidate'];
type Position = Awaited<ReturnType<typeof api.booths.show>>['positions'][number];

/** Somebody on the desk's middle column: from the line, at the desk, or of an interview that has just ended. */
export type Person = {
  candidate: Candidate;
  position: { id: PositionId; title: BilingualText } | null;
  dropOffId: DropOffId | null;
  interviewId: InterviewId | null;
  /** Called or interviewed here: their résumé opens by itself. */
  atDesk: boolean;
};

/** Who this is, how they stand to the position, the résumé at hand, and the private note. */
export function PersonColumn({
  person,
  positions,
}: {
  person: Person | undefined;
  positions: readonly Position[];
}): ReactNode {
  const t = useDeskTexts();
  if (person === undefined) return <PageState title={t('personNone')} text={t('personNoneNext')} />;
  const position = positions.find((each) => each.id === person.position?.id);
  return (
    <div className="desk-person">
      <PersonHead candidate={person.candidate} position={person.position} />
      {position !== undefined && <MatchFacts candidate={person.candidate} position={position} />}
      <section className="desk-person-resume">
        <h3>{t('resumeTitle')}</h3>
        {person.dropOffId === null ? (
          <p className="cf-muted">{t('resumeNone')}</p>
        ) : (
          <ResumeAtHand key={person.dropOffId} dropOffId={person.dropOffId} auto={person.atDesk} />
        )}
      </section>
      {person.interviewId !== null && <PrivateNote key={person.interviewId} interviewId={person.interviewId} />}
    </div>
  );
}

/** Name, major, degree, university, year, and what they apply for. */
export function PersonHead({
  candidate,
  position,
}: {
  candidate: Candidate;
  position: { title: BilingualText } | null;
}): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const pick = usePick();
  const facts = [
    pick(candidate.major),
    term(candidate.degree),
    pick(candidate.university.name),
    t('graduatesIn', { year: candidate.graduationYear }),
  ];
  return (
    <header className="desk-person-head">
      <h2>{candidate.name}</h2>
      <p>{facts.join(' · ')}</p>
      <p className="cf-muted">
        {position === null ? t('appliesAny') : t('appliesFor', { position: pick(position.title) })}
      </p>
    </header>
  );
}

const MARK = { fits: '✓', open: '○', differs: '≠' } as const;

/** The facts of the match in words; nothing is scored. */
export function MatchFacts({ candidate, position }: { candidate: Candidate; position: Position }): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const pick = usePick();
  const values = {
    major: pick(candidate.major),
    degree: term(candidate.degree),
    wanted: position.majors.map(pick).join(', '),
  };
  const words = ({ kind }: MatchReason) => t(kind, values);
  return (
    <section className="desk-match" aria-label={t('matchTitle')}>
      <ul>
        {matchReasons(candidate, position).map((reason) => (
          <li key={reason.kind} data-tone={reason.tone}>
            <span aria-hidden="true">{MARK[reason.tone]}</span> {words(reason)}
          </li>
        ))}
      </ul>
    </section>
  );
}
