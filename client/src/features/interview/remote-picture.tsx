import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RemotePeer } from '../../media/room-state.ts';
import { Sign } from './icons.tsx';
import { useInterviewTexts } from './texts.ts';
import { useStream } from './use-own-media.ts';

/** The other side, as large as there is room: picture, sound, and words for whatever is missing of it. */
export function RemotePicture({
  peer,
  name,
  words,
}: {
  peer: RemotePeer | undefined;
  name: string;
  words: string;
}): ReactNode {
  const t = useInterviewTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [silenced, setSilenced] = useState(false);
  const tracks = peer?.stream.getTracks().length ?? 0;
  useStream(video, peer?.stream ?? null, tracks);

  // Browsers may refuse sound until the page was touched (after a refresh): the picture is shown at once, the sound on a touch.
  useEffect(() => {
    const element = video.current;
    if (element === null || tracks === 0) return;
    const play = () => {
      element.play().catch((error: unknown) => {
        if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
        element.muted = true;
        setSilenced(true);
        element.play().catch((refusal: unknown) => console.warn('The picture could not be played', refusal));
      });
    };
    play();
  }, [tracks]);

  // While they are away the last picture stays: they may be back in a second.
  const pictured = peer !== undefined && (peer.camera === 'on' || peer.presence === 'away');
  const shown = pictured && peer.stream.getVideoTracks().length > 0;
  return (
    <div className="cf-remote" data-shown={shown} data-away={peer?.presence === 'away'}>
      {/* biome-ignore lint/a11y/useMediaCaption: live speech of a person; there is no caption to show, the chat stands beside it */}
      <video ref={video} data-testid="remote-video" autoPlay playsInline aria-label={t('roomRemote', { name })} />
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
        <button
          type="button"
          className="cf-control cf-sound-on"
          onClick={() => {
            if (video.current !== null) video.current.muted = false;
            setSilenced(false);
          }}
        >
          <Sign of="sound" />
          <span>
            {t('roomSoundOff')} {t('roomSoundOn')}
          </span>
        </button>
      )}
    </div>
  );
}
