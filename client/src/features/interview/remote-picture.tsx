import { type ReactNode, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { RemotePeer } from '../../media/room-state.ts';
import { endEarlyPicture } from './early-picture.ts';
import { Sign } from './icons.tsx';
import type { RemoteVideo } from './remote-video.ts';
import { useInterviewTexts } from './texts.ts';

type RemotePictureProps = { video: RemoteVideo; peer: RemotePeer | undefined; name: string; words: string };

/** The other side, as large as there is room: picture, sound, and words for whatever is missing of it. */
export function RemotePicture({ video, peer, name, words }: RemotePictureProps): ReactNode {
  const t = useInterviewTexts();
  const box = useRef<HTMLDivElement>(null);
  const silenced = useSyncExternalStore(video.silenced.subscribe, video.silenced.get);

  useLayoutEffect(() => {
    if (box.current === null) return;
    const takeOut = video.placeIn(box.current);
    endEarlyPicture();
    return takeOut;
  }, [video]);
  const label = t('roomRemote', { name });
  useEffect(() => video.element.setAttribute('aria-label', label), [video, label]);

  // While they are away the last picture stays: they may be back in a second.
  const pictured = peer !== undefined && (peer.camera === 'on' || peer.presence === 'away');
  const shown = pictured && peer.stream.getVideoTracks().length > 0;
  return (
    <div ref={box} className="cf-remote" data-shown={shown} data-away={peer?.presence === 'away'}>
      {!shown && (
        <div className="cf-remote-none">
          <span className="cf-initial" aria-hidden="true">
            {[...name][0]}
          </span>
          <p>{words}</p>
        </div>
      )}
      <p className="cf-remote-name">
        {name}
        {peer?.microphone === 'muted' && (
          <span className="cf-remote-muted">
            <Sign of="microphone" struck />
            <span className="cf-sr">{t('roomPeerMuted', { name })}</span>
          </span>
        )}
      </p>
      {silenced && (
        <button type="button" className="cf-control cf-sound-on" onClick={() => video.unmute()}>
          <Sign of="sound" />
          <span>
            {t('roomSoundOff')} {t('roomSoundOn')}
          </span>
        </button>
      )}
    </div>
  );
}
