import { type ReactNode, useLayoutEffect, useState } from 'react';
import { prepareRoom } from './calls.ts';
import { DevicePreview } from './device-preview.tsx';
import { handOver, takeOver } from './hand-over.ts';
import { type OwnMedia, openOwnMedia } from './own-media.ts';
import { useInterviewTexts } from './texts.ts';

/**
 * The recruiter's own picture while a call is out, at the desk. The open devices go over to the room when the person
 * comes in, so that both see each other at once; they are closed when nobody comes.
 */
export function RoomReady(): ReactNode {
  const t = useInterviewTexts();
  const [media, setMedia] = useState<OwnMedia | null>(null);
  // Before the layout effects of the room that takes its place: it looks for the devices there.
  useLayoutEffect(() => {
    const opened = takeOver() ?? openOwnMedia();
    setMedia(opened);
    void prepareRoom();
    return () => handOver(opened);
  }, []);
  return (
    <>
      <p className="cf-muted">{t('lobbyReady')}</p>
      {media !== null && <DevicePreview media={media} />}
    </>
  );
}
