import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ClosedReason } from '../../media/room-state.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useInterviewTexts } from './texts.ts';

/** Why there is no video though the interview goes on, and the way back in. The chat beside it keeps working. */
export function RoomTrouble({ reason, onRejoin }: { reason: ClosedReason; onRejoin: () => void }): ReactNode {
  const t = useInterviewTexts();
  if (reason === 'left' || reason === 'ended') return null;
  const again = reason === 'superseded' ? t('troubleContinueHere') : t('troubleTryAgain');
  return (
    <div className="cf-room-trouble" role="alert">
      {reason === 'superseded' && <p>{t('troubleSuperseded')}</p>}
      {reason === 'unsupportedBrowser' && <p>{t('troubleUnsupportedBrowser')}</p>}
      {(reason === 'mediaUnavailable' || reason === 'shutdown') && <p>{t('troubleMediaUnavailable')}</p>}
      {typeof reason === 'object' && (
        <>
          <p>{t('troubleRefused')}</p>
          <ErrorNotice error={reason.refused} />
        </>
      )}
      {reason !== 'unsupportedBrowser' && (
        <Button type="primary" size="large" onClick={onRejoin}>
          {again}
        </Button>
      )}
    </div>
  );
}
