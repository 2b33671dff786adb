import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { usePick } from '../../i18n/index.ts';
import { DevicePreview } from './device-preview.tsx';
import { takeOver } from './hand-over.ts';
import { type OwnMedia, openOwnMedia } from './own-media.ts';
import { type Interview, otherSide, type Side } from './sides.ts';
import { useInterviewTexts } from './texts.ts';

type LobbyProps = {
  interview: Interview;
  side: Side;
  /** They were inside and left on purpose. */
  back: boolean;
  /** Takes the open devices along; they are the caller's from then on. */
  onEnter: (media: OwnMedia) => void;
};

/** The waiting room: who is inside, own picture and devices, and the way in. Nobody sees or hears this person yet. */
export function Lobby({ interview, side, back, onEnter }: LobbyProps): ReactNode {
  const t = useInterviewTexts();
  const pick = usePick();
  const other = otherSide(interview, side);
  const [media, setMedia] = useState<OwnMedia | null>(null);
  const taken = useRef(false);

  useEffect(() => {
    const opened = takeOver() ?? openOwnMedia();
    setMedia(opened);
    return () => {
      if (!taken.current) opened.close();
    };
  }, []);

  return (
    <section className="cf-lobby">
      <div className="cf-lobby-words">
        <h2>{t(back ? 'lobbyHeadingBack' : 'lobbyHeading')}</h2>
        <p className="cf-muted">
          {pick(interview.booth.employer)} ·{' '}
          {interview.position === null ? t('roomAnyPosition') : pick(interview.position.title)}
        </p>
        <p role="status" className={other.inRoom ? 'cf-lobby-inside' : ''}>
          {t(other.inRoom ? 'lobbyInside' : 'lobbyNotInside', { name: other.name })}
        </p>
        <p className="cf-muted">{t(back ? 'lobbyBackNote' : 'lobbyMuteBefore')}</p>
        <Button
          type="primary"
          size="large"
          disabled={media === null}
          onClick={() => {
            if (media === null) return;
            taken.current = true;
            onEnter(media);
          }}
        >
          {t(back ? 'lobbyBack' : 'lobbyEnter')}
        </Button>
      </div>
      {media !== null && <DevicePreview media={media} />}
    </section>
  );
}
