import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { orpc } from '../../api/client.ts';
import { refuseResume, uploadResume } from '../../api/upload.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useResumeTexts } from './texts.ts';

/** Where an upload stands. */
type Upload =
  | { state: 'idle' }
  | { state: 'sending'; name: string; share: number; stop: AbortController }
  | { state: 'done'; name: string; already: boolean }
  | { state: 'stopped' }
  | { state: 'failed'; error: unknown; file: File };

const IDLE: Upload = { state: 'idle' };

/** Uploads a résumé by picking or dropping a file, with progress that is true and can be stopped. */
export function UploadPlace(): ReactNode {
  const t = useResumeTexts();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [upload, setUpload] = useState<Upload>(IDLE);
  const [over, setOver] = useState(false);
  const running = upload.state === 'sending' ? upload.stop : undefined;
  useEffect(() => () => running?.abort(), [running]);

  const send = (file: File | undefined) => {
    if (file === undefined) return;
    const refusal = refuseResume(file);
    if (refusal !== undefined) {
      setUpload({ state: 'failed', error: refusal, file });
      return;
    }
    const stop = new AbortController();
    const progress = (share: number) => setUpload({ state: 'sending', name: file.name, share, stop });
    progress(0);
    uploadResume(file, progress, stop.signal).then(
      (kept) => {
        const before = client.getQueryData(orpc.resumes.list.queryKey());
        setUpload({ state: 'done', name: kept.fileName, already: before?.some(({ id }) => id === kept.id) === true });
        void client.invalidateQueries({ queryKey: orpc.resumes.list.queryKey() });
      },
      (error: unknown) => setUpload(stop.signal.aborted ? { state: 'stopped' } : { state: 'failed', error, file }),
    );
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (upload.state !== 'sending') send(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside, which does the same
    <div
      className={`cf-card resumes-drop${over ? ' resumes-drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {upload.state === 'sending' ? (
        <Sending name={upload.name} share={upload.share} onStop={() => upload.stop.abort()} />
      ) : (
        <>
          <p className="cf-muted resumes-drop-words">{over ? t('dropNow') : t('drop')}</p>
          <Button type="primary" size="large" onClick={() => input.current?.click()}>
            {t('choose')}
          </Button>
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('choose')}
        accept=".pdf,.docx,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        onChange={(event) => {
          send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div role="status">
        {upload.state === 'done' && <p>{t(upload.already ? 'already' : 'uploaded', { name: upload.name })}</p>}
        {upload.state === 'stopped' && <p>{t('stopped')}</p>}
      </div>
      {upload.state === 'failed' && <ErrorNotice error={upload.error} onRetry={() => send(upload.file)} />}
    </div>
  );
}

function Sending({ name, share, onStop }: { name: string; share: number; onStop: () => void }): ReactNode {
  const t = useResumeTexts();
  const percent = Math.floor(share * 100);
  const words = percent >= 100 ? t('checking', { name }) : t('uploading', { name, percent });
  return (
    <div className="resumes-sending">
      <p>{words}</p>
      <progress max={100} value={percent} aria-label={words} />
      <Button onClick={onStop}>{t('stop')}</Button>
    </div>
  );
}
