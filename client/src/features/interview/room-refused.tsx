import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ErrorCode } from '#shared/contract/errors.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageState } from '../../ui/page-state.tsx';
import type { Side } from './sides.ts';
import { useInterviewTexts } from './texts.ts';

/** Why this room is not shown, with the next step: it is somebody else's, or there is none. */
export function RoomRefused({ refusal, side }: { refusal: ErrorCode | undefined; side: Side }): ReactNode {
  const t = useInterviewTexts();
  const navigate = useNavigate();
  const next = (
    <Button type="primary" size="large" onClick={() => void navigate(side === 'graduate' ? '/my/day' : '/desk')}>
      {t(side === 'graduate' ? 'troubleToMyDay' : 'troubleToDesk')}
    </Button>
  );
  switch (refusal) {
    case 'forbidden':
      return (
        <PageState kind="forbidden" title={t('troubleForbidden')} text={t('troubleForbiddenHint')} action={next} />
      );
    case 'notFound':
    case 'interviewNotFound':
    case 'invalidInput':
      return <PageState kind="ended" title={t('troubleNotFound')} text={t('troubleNotFoundHint')} action={next} />;
    default:
      return (
        <PageState kind="ended" title={t('troubleNotFound')} text={<ErrorNotice error={refusal} />} action={next} />
      );
  }
}
