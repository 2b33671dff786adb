import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import type { InterviewId } from '#shared/contract/ids.ts';
import { api, orpc } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useDeskTexts } from './texts.ts';
import { useSavedText } from './use-saved-text.ts';

/** Longest note the server takes, in UTF-16 units. */
const NOTE_MAX = 4_000;

/** The private note of an interview, saved as one types; says whether it is saved. */
export function PrivateNote({ interviewId }: { interviewId: InterviewId }): ReactNode {
  const t = useDeskTexts();
  const record = useQuery(orpc.interviews.record.queryOptions({ input: { interviewId }, staleTime: 0 }));
  return (
    <section className="desk-note">
      <h3>{t('noteTitle')}</h3>
      {record.data === undefined ? (
        <ErrorNotice error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <NoteField key={interviewId} interviewId={interviewId} first={record.data.note} />
      )}
    </section>
  );
}

const STATE_TEXT = { saved: 'noteSaved', saving: 'noteSaving', unsaved: 'noteUnsaved', failed: 'noteFailed' } as const;

function NoteField({ interviewId, first }: { interviewId: InterviewId; first: string }): ReactNode {
  const t = useDeskTexts();
  const id = useId();
  const note = useSavedText(first, (text) => api.interviews.note({ interviewId, note: text }));
  return (
    <>
      <textarea
        id="desk-note"
        className="desk-note-field"
        aria-label={t('noteTitle')}
        aria-describedby={id}
        placeholder={t('noteHint')}
        rows={3}
        maxLength={NOTE_MAX}
        value={note.text}
        onChange={(event) => note.change(event.target.value)}
        onBlur={note.flush}
      />
      <p id={id} className={`desk-note-state desk-note-${note.state}`} role="status">
        {note.state === 'saved' && note.text === '' ? '' : t(STATE_TEXT[note.state])}
      </p>
    </>
  );
}
