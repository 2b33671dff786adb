import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../api/client.ts';
import { usePick } from '../../i18n/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { Booth, MyDropOff } from './booth-types.ts';
import { ResumeChoice, useResumeChoice } from './resume-choice.tsx';
import { useBoothTexts } from './texts.ts';

/** Taking a place in line: about which position, and whether to drop the résumé off along with it. The place comes first. */
export function JoinDialog({
  booth,
  dropOffs,
  canDrop,
  inLine,
  onClose,
}: {
  booth: Booth;
  dropOffs: readonly MyDropOff[];
  canDrop: boolean;
  inLine: boolean;
  onClose: () => void;
}): ReactNode {
  const t = useBoothTexts();
  const pick = usePick();
  const [positionId, setPositionId] = useState<string | undefined>(booth.positions[0]?.id);
  const [alsoDrop, setAlsoDrop] = useState(true);
  const [resumeId, setResumeId] = useState<string>();
  const choice = useResumeChoice(resumeId);
  const dropped = dropOffs.some((each) => each.position.id === positionId);
  const mayDrop = canDrop && positionId !== undefined && !dropped;
  const resume = choice.resume;

  const joining = useMutation({
    mutationFn: async () => {
      if (!inLine) await api.queue.join({ boothId: booth.id, ...(positionId === undefined ? {} : { positionId }) });
    },
    onSuccess: () => {
      if (mayDrop && alsoDrop && resume !== undefined) dropping.mutate();
      else onClose();
    },
  });
  const dropping = useMutation({
    mutationFn: () => api.dropOffs.create({ positionId: positionId ?? '', resumeId: resume?.id }),
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      title={t('joinTitle', { employer: pick(booth.employer.shortName) })}
      confirmText={inLine ? t('send') : t('join')}
      blocked={mayDrop && alsoDrop && choice.resumes.isPending}
      busy={joining.isPending || dropping.isPending}
      error={joining.error}
      onConfirm={() => joining.mutate()}
      onCancel={onClose}
    >
      <fieldset className="booth-choices">
        <legend>{t('joinPosition')}</legend>
        {booth.positions.map((position) => (
          <label key={position.id}>
            <input
              type="radio"
              name="position"
              checked={positionId === position.id}
              onChange={() => setPositionId(position.id)}
            />
            {pick(position.title)}
          </label>
        ))}
        <label>
          <input
            type="radio"
            name="position"
            checked={positionId === undefined}
            onChange={() => setPositionId(undefined)}
          />
          {t('joinAny')}
        </label>
      </fieldset>
      {mayDrop && (
        <div className="cf-stack booth-also">
          <label className="booth-check">
            <input type="checkbox" checked={alsoDrop} onChange={(event) => setAlsoDrop(event.target.checked)} />
            {t('alsoDrop')}
          </label>
          {alsoDrop && <ResumeChoice choice={choice} onChoose={setResumeId} />}
        </div>
      )}
      {dropping.error !== null && (
        <div className="cf-stack">
          <p>{t('joinedNotDropped')}</p>
          <ErrorNotice error={dropping.error} />
        </div>
      )}
    </ConfirmDialog>
  );
}
