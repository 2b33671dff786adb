import { type ReactNode, useEffect, useState } from 'react';
import { DevicePreview } from '../interview/device-preview.tsx';
import { type OwnMedia, openOwnMedia } from '../interview/own-media.ts';

/** Own picture and sound while one has not sat down yet; the devices are let go when it is taken off the screen. */
export function OwnPreview(): ReactNode {
  const [media, setMedia] = useState<OwnMedia>();
  useEffect(() => {
    const opened = openOwnMedia();
    setMedia(opened);
    return () => opened.close();
  }, []);
  return media === undefined ? null : <DevicePreview media={media} />;
}
