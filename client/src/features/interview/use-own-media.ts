import { useEffect, useSyncExternalStore } from 'react';
import type { OwnMedia, OwnMediaSnapshot } from './own-media.ts';

/** The own camera and microphone as they are now. */
export function useOwnMedia(media: OwnMedia): OwnMediaSnapshot {
  return useSyncExternalStore(
    (listener) => media.subscribe(listener),
    () => media.snapshot(),
  );
}

/**
 * Shows a stream in a video element, or nothing for null. `tracks` changes when tracks come or go: Safari shows a black
 * picture until the stream is looked at again.
 */
export function useStream(
  video: React.RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  tracks: number,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number stands for the tracks inside the stream
  useEffect(() => {
    const element = video.current;
    if (element !== null && element.srcObject !== stream) element.srcObject = stream;
  }, [video, stream, tracks]);
  useEffect(() => {
    const element = video.current;
    return () => {
      if (element !== null) element.srcObject = null;
    };
  }, [video]);
}
