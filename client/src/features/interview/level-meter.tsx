import { type ReactNode, useEffect, useRef } from 'react';
import { meterLevel } from '../../media/level-meter.ts';

/** The level of a microphone as a bar. `track` is null while there is none or it is muted. */
export function LevelMeter({ track, label }: { track: MediaStreamTrack | null; label: string }): ReactNode {
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const element = meter.current;
    if (track === null || element === null) return;
    // Past React: twelve changes a second are the bar's own business.
    const stop = meterLevel(track, (level) => {
      element.value = level;
    });
    return () => {
      stop();
      element.value = 0;
    };
  }, [track]);
  return <meter ref={meter} className="cf-level" min={0} max={1} value={0} aria-label={label} />;
}
