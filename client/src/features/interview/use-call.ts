import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { RoomSnapshot } from '../../media/room-state.ts';
import { holdCall } from './calls.ts';
import { takeOver } from './hand-over.ts';
import type { InterviewCall } from './interview-call.ts';

/** The media call of an interview for as long as the screen is shown. Null for the first moment only. */
export function useCall(interviewId: string): InterviewCall | null {
  const [call, setCall] = useState<InterviewCall | null>(null);
  useLayoutEffect(() => {
    const held = holdCall(interviewId, () => takeOver() ?? null);
    setCall(held.call);
    return () => {
      setCall(null);
      held.release();
    };
  }, [interviewId]);
  return call;
}

/** The media room as it is now. */
export function useRoom(call: InterviewCall): RoomSnapshot {
  return useSyncExternalStore(
    (listener) => call.subscribe(listener),
    () => call.snapshot(),
  );
}
