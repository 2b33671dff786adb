import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { orpc } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadingCards } from '../../ui/page-state.tsx';
import { useBoothTexts } from './texts.ts';

/** The résumé to drop off: the newest unless another is chosen; undefined while there is none. */
export function useResumeChoice(chosen: string | undefined) {
  const resumes = useQuery(orpc.resumes.list.queryOptions());
  const resume = resumes.data?.find((each) => each.id === chosen) ?? resumes.data?.[0];
  return { resumes, resume };
}

/** Chooses which résumé to drop off, or leads to uploading the first one. */
export function ResumeChoice({
  choice,
  onChoose,
}: {
  choice: ReturnType<typeof useResumeChoice>;
  onChoose: (resumeId: string) => void;
}): ReactNode {
  const t = useBoothTexts();
  const { resumes, resume } = choice;
  if (resumes.data === undefined) {
    if (resumes.error !== null) return <ErrorNotice error={resumes.error} onRetry={() => void resumes.refetch()} />;
    return <LoadingCards rows={1} height={48} />;
  }
  if (resume === undefined) {
    return (
      <p className="cf-notice">
        {t('noResume')} <Link to="/my/resumes">{t('toResumes')}</Link>
      </p>
    );
  }
  return (
    <label className="cf-field">
      <span>{t('whichResume')}</span>
      <select className="cf-select" value={resume.id} onChange={(event) => onChoose(event.target.value)}>
        {resumes.data.map((each) => (
          <option key={each.id} value={each.id}>
            {each.fileName}
          </option>
        ))}
      </select>
    </label>
  );
}
