import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { api, orpc } from '../../api/client.ts';
import { useMe } from '../../app/session.tsx';
import { useList, usePick } from '../../i18n/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DropOffTag } from '../../ui/drop-off-tag.tsx';
import { SalaryText } from '../../ui/salary-text.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useTermTexts } from '../../ui/terms.ts';
import { WithdrawDropOff } from '../../ui/withdraw-drop-off.tsx';
import type { MyDropOff, Position } from './booth-types.ts';
import { ResumeChoice, useResumeChoice } from './resume-choice.tsx';
import { useBoothTexts } from './texts.ts';

/** A position with its terms, and dropping the résumé off for it or where the drop-off stands. */
export function PositionCard({
  position,
  employer,
  boothId,
  dropOff,
  graduate,
  canDrop,
}: {
  position: Position;
  employer: string;
  boothId: string;
  dropOff: MyDropOff | undefined;
  graduate: boolean;
  canDrop: boolean;
}): ReactNode {
  const t = useBoothTexts();
  const term = useTermTexts();
  const pick = usePick();
  const list = useList();
  const { me } = useMe();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const own = me?.graduate;
  const fits =
    own != null &&
    position.degrees.includes(own.degree) &&
    (position.majors.length === 0 || position.majors.some((major) => major.code === own.major.code));
  return (
    <li className="cf-card booth-position">
      <div className="booth-position-words">
        <div className="cf-row">
          <h3>{pick(position.title)}</h3>
          {fits && <Tag tone="lead">{t('fitsYou')}</Tag>}
        </div>
        <p>
          <SalaryText min={position.salaryMin} max={position.salaryMax} /> · {pick(position.city)} ·{' '}
          {t('openings', { count: position.openings })}
        </p>
        <p className="cf-muted cf-small">
          {position.degrees.map((degree) => term(degree)).join(' / ')} ·{' '}
          {position.majors.length === 0 ? t('allMajors') : list(position.majors.map((major) => pick(major)))}
        </p>
        {graduate && dropOff !== undefined && <DropOffTag dropOff={dropOff} />}
        <p id={detailsId} className="booth-intro" hidden={!open}>
          {pick(position.description)}
        </p>
      </div>
      <div className="booth-position-foot">
        <button
          type="button"
          className="cf-link"
          aria-expanded={open}
          aria-controls={detailsId}
          onClick={() => setOpen(!open)}
        >
          {open ? t('less') : t('more')}
          <span className="cf-sr"> {pick(position.title)}</span>
        </button>
        {graduate && dropOff !== undefined && <WithdrawDropOff dropOff={dropOff} boothId={boothId} />}
        {graduate && dropOff === undefined && (
          <Button disabled={!canDrop} size="large" onClick={() => setAsking(true)}>
            {t('dropOff')}
          </Button>
        )}
      </div>
      {graduate && dropOff === undefined && !canDrop && <p className="cf-muted cf-small">{t('dropClosed')}</p>}
      {asking && (
        <DropDialog position={position} employer={employer} boothId={boothId} onClose={() => setAsking(false)} />
      )}
    </li>
  );
}

function DropDialog({
  position,
  employer,
  boothId,
  onClose,
}: {
  position: Position;
  employer: string;
  boothId: string;
  onClose: () => void;
}): ReactNode {
  const t = useBoothTexts();
  const pick = usePick();
  const client = useQueryClient();
  const [resumeId, setResumeId] = useState<string>();
  const choice = useResumeChoice(resumeId);
  const dropping = useMutation({
    mutationFn: () => api.dropOffs.create({ positionId: position.id, resumeId: choice.resume?.id }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: orpc.booths.show.queryKey({ input: { boothId } }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('dropTitle', { position: pick(position.title) })}
      confirmText={t('send')}
      busy={dropping.isPending}
      error={dropping.error}
      blocked={choice.resume === undefined}
      onConfirm={() => dropping.mutate()}
      onCancel={onClose}
    >
      <p>{t('dropText', { employer })}</p>
      <ResumeChoice choice={choice} onChoose={setResumeId} />
    </ConfirmDialog>
  );
}
