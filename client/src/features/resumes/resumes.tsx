import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { ResumeItem } from './resume-item.tsx';
import { useResumeTexts } from './texts.ts';
import { UploadPlace } from './upload-place.tsx';
import './resumes.css';

/** The graduate's résumés: upload, look, delete. */
export function Resumes(): ReactNode {
  const t = useResumeTexts();
  const resumes = useQuery(orpc.resumes.list.queryOptions());
  return (
    <div className="cf-stack resumes">
      <div>
        <h1>{t('title')}</h1>
        <p className="cf-muted">{t('intro')}</p>
      </div>
      <UploadPlace />
      {resumes.data === undefined && resumes.error === null && <LoadingCards rows={2} height={84} />}
      {resumes.error !== null && resumes.data === undefined && (
        <ErrorNotice error={resumes.error} onRetry={() => void resumes.refetch()} />
      )}
      {resumes.data?.length === 0 && <PageState title={t('emptyTitle')} text={t('emptyText')} />}
      {resumes.data !== undefined && resumes.data.length > 0 && (
        <section className="cf-stack" aria-labelledby="resumes-list">
          <h2 id="resumes-list">{t('list')}</h2>
          <ul className="cf-list">
            {resumes.data.map((resume, index) => (
              <ResumeItem key={resume.id} resume={resume} newest={index === 0} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
