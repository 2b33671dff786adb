import { type ReactNode, useEffect, useRef } from 'react';
import { interviewClock } from '#shared/rules/interview.ts';
import { INTERVIEW_WARNING_MS } from '#shared/rules/limits.ts';
import { usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { clockText } from '../../ui/countdown.tsx';
import { playCue } from '../../ui/cues.ts';
import type { Interview } from './sides.ts';
import { useInterviewTexts } from './texts.ts';

const MINUTE_MS = 60_000;

/** Position and remaining time on one line, from the server's clock: both sides read the same figure. */
export function ClockLine({ interview }: { interview: Interview }): ReactNode {
  const t = useInterviewTexts();
  const pick = usePick();
  const { startedAt, plannedMs, position } = interview;
  const clock = interviewClock(startedAt, plannedMs, useNow(500));
  useWarningCue(clock.warning && interview.state === 'live');

  return (
    <>
      <p className="cf-room-line" data-warning={clock.warning}>
        <span className="cf-room-position">{position === null ? t('roomAnyPosition') : pick(position.title)}</span>
        {startedAt === null ? (
          <span className="cf-room-time">{t('roomNotStarted')}</span>
        ) : (
          <span className="cf-room-time" role="timer" aria-live="off">
            <span
              className="cf-figure"
              title={t('roomClock', { elapsed: clockText(clock.elapsedMs), planned: clockText(plannedMs) })}
            >
              {clock.over
                ? t('roomOvertime', { over: clockText(-clock.leftMs) })
                : t('roomLeft', { left: clockText(clock.leftMs) })}
            </span>
          </span>
        )}
      </p>
      <div role="status" className="cf-room-warning">
        {clock.over && <p>{t('roomOver')}</p>}
        {clock.warning && !clock.over && <p>{t('roomWarning', { minutes: INTERVIEW_WARNING_MS / MINUTE_MS })}</p>}
      </div>
    </>
  );
}

/** Sounds once when time becomes short while the room is open; not when it is opened after that (a refresh). */
function useWarningCue(warning: boolean): void {
  const before = useRef(warning);
  useEffect(() => {
    if (warning && !before.current) playCue('nearlyOver');
    before.current = warning;
  }, [warning]);
}
