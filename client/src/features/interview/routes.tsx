import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { holds, useMe } from '../../app/session.tsx';
import { useTitle } from '../../app/title.tsx';
import { Room } from './room.tsx';
import { useInterviewTexts } from './texts.ts';

/** The page of one interview, `/interviews/:interviewId`, for either side. */
export function InterviewRoom(): ReactNode {
  const t = useInterviewTexts();
  const { me } = useMe();
  const { interviewId = '' } = useParams();
  useTitle(t('title'));
  return (
    <>
      <h1 className="cf-sr">{t('title')}</h1>
      <Room key={interviewId} interviewId={interviewId} side={holds(me, 'graduate') ? 'graduate' : 'recruiter'} />
    </>
  );
}
