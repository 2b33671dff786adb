import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { api, orpc } from '../../api/client.ts';
import type { Resume } from '../../api/upload.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Moment } from '../../ui/moment.tsx';
import { LoadingCards } from '../../ui/page-state.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useResumeTexts } from './texts.ts';

const PdfPreview = lazy(() => import('../../ui/pdf-preview.tsx').then((module) => ({ default: module.PdfPreview })));

const KB = 1024;

/** One résumé: what it is, a look at it, and deleting it. */
export function ResumeItem({ resume, newest }: { resume: Resume; newest: boolean }): ReactNode {
  const t = useResumeTexts();
  const [open, setOpen] = useState(false);
  const size =
    resume.size >= KB * KB
      ? t('size', { size: (resume.size / KB / KB).toFixed(1) })
      : t('sizeSmall', { size: Math.max(1, Math.round(resume.size / KB)) });
  return (
    <li className="cf-card cf-stack">
      <div className="resumes-item">
        <div className="resumes-item-words">
          <h3>{resume.fileName}</h3>
          <p className="cf-row cf-muted cf-small">
            <span>
              {resume.kind.toUpperCase()} · {size} · <Moment at={resume.createdAt} />
            </span>
            {newest && <Tag tone="lead">{t('newest')}</Tag>}
          </p>
        </div>
        <div className="cf-row">
          <Button size="large" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('closePreview') : t('preview')}
          </Button>
          <Remove resume={resume} />
        </div>
      </div>
      {open && <Preview resumeId={resume.id} />}
    </li>
  );
}

function Preview({ resumeId }: { resumeId: string }): ReactNode {
  const t = useResumeTexts();
  const link = useQuery({
    queryKey: ['resume-link', resumeId],
    queryFn: () => api.resumes.link({ resumeId }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  if (link.data === undefined) {
    if (link.error !== null) return <ErrorNotice error={link.error} onRetry={() => void link.refetch()} />;
    return <LoadingCards rows={1} height={420} />;
  }
  if (link.data.kind === 'docx') {
    return (
      <p className="cf-notice">
        {t('docxText')} <a href={link.data.url}>{t('download')}</a>
      </p>
    );
  }
  return (
    <Suspense fallback={<LoadingCards rows={1} height={420} />}>
      <PdfPreview url={link.data.url} />
    </Suspense>
  );
}

function Remove({ resume }: { resume: Resume }): ReactNode {
  const t = useResumeTexts();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const removing = useMutation({
    mutationFn: () => api.resumes.remove({ resumeId: resume.id }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: orpc.resumes.list.queryKey() });
      setAsking(false);
    },
  });
  return (
    <>
      <Button size="large" onClick={() => setAsking(true)}>
        {t('remove')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('removeTitle', { name: resume.fileName })}
          confirmText={t('remove')}
          cancelText={t('keep')}
          danger
          busy={removing.isPending}
          error={removing.error}
          onConfirm={() => removing.mutate()}
          onCancel={() => {
            removing.reset();
            setAsking(false);
          }}
        >
          <p>{t('removeText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
