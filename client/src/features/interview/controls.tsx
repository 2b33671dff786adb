import type { ReactNode } from 'react';
import { DeviceToggles } from './device-toggles.tsx';
import { Sign } from './icons.tsx';
import type { OwnMedia } from './own-media.ts';
import { useInterviewTexts } from './texts.ts';
import { useOwnMedia } from './use-own-media.ts';

type ControlsProps = {
  media: OwnMedia;
  panel: 'none' | 'chat' | 'devices';
  unread: number;
  onPanel: (panel: 'none' | 'chat' | 'devices') => void;
  onLeave: () => void;
  onEnd: () => void;
};

/** All that can be done in the room, in one row. */
export function Controls({ media, panel, unread, onPanel, onLeave, onEnd }: ControlsProps): ReactNode {
  const t = useInterviewTexts();
  const own = useOwnMedia(media);
  return (
    <div className="cf-controls cf-room-controls" role="toolbar" aria-label={t('roomControls')}>
      <DeviceToggles media={media} own={own} />
      <button
        type="button"
        className="cf-control"
        aria-expanded={panel === 'chat'}
        aria-label={unread > 0 ? t('roomChatUnread', { count: unread }) : t('roomChat')}
        onClick={() => onPanel(panel === 'chat' ? 'none' : 'chat')}
      >
        <Sign of="chat" />
        <span>{t('roomChat')}</span>
        {unread > 0 && (
          <span className="cf-unread" aria-hidden="true">
            {unread}
          </span>
        )}
      </button>
      <button
        type="button"
        className="cf-control"
        aria-expanded={panel === 'devices'}
        onClick={() => onPanel(panel === 'devices' ? 'none' : 'devices')}
      >
        <Sign of="devices" />
        <span>{t('roomDevices')}</span>
      </button>
      <button type="button" className="cf-control" title={t('roomLeaveHint')} onClick={onLeave}>
        <Sign of="leave" />
        <span>{t('roomLeave')}</span>
      </button>
      <button type="button" className="cf-control cf-control-end" onClick={onEnd}>
        <Sign of="end" />
        <span>{t('roomEnd')}</span>
      </button>
    </div>
  );
}
