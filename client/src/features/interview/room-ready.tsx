import { type ReactNode, useLayoutEffect, useState } from 'react';
import type { ViewMessage } from '#shared/contract/socket.ts';
import { live } from '../../live/socket.ts';
import { beginCall, prepareRoom } from './calls.ts';
import { DevicePreview } from './device-preview.tsx';
import { handOver, takeOver } from './hand-over.ts';
import { type OwnMedia, openOwnMedia } from './own-media.ts';
import { useInterviewTexts } from './texts.ts';

/**
 * The recruiter's own picture while a call is out, at the desk. When the person comes in, the open devices go into the
 * room at once, before the desk is drawn anew, so that both see each other without a wait; they are closed when nobody comes.
 */
export function RoomReady({ ticketId }: { ticketId: string }): ReactNode {
  const t = useInterviewTexts();
  const [media, setMedia] = useState<OwnMedia | null>(null);
  // Before the layout effects of the room that takes its place: it looks for the devices there.
  useLayoutEffect(() => {
    const opened = takeOver() ?? openOwnMedia();
    setMedia(opened);
    void prepareRoom();
    let given = false;
    const stop = live.on('view', (message) => {
      const interviewId = interviewOf(message, ticketId);
      if (interviewId === null || given) return;
      given = true;
      beginCall(interviewId, opened);
    });
    return () => {
      stop();
      if (!given) handOver(opened);
    };
  }, [ticketId]);
  return (
    <>
      <p className="cf-muted">{t('lobbyReady')}</p>
      {media !== null && <DevicePreview media={media} />}
    </>
  );
}

/** The interview that a ticket of the desk's line has led to, by the newest snapshot of the desk. */
function interviewOf({ view, snapshot }: ViewMessage, ticketId: string): string | null {
  if (view !== 'boothDesk' || !('line' in snapshot)) return null;
  for (const entry of snapshot.line) {
    if ('ticketId' in entry && entry.ticketId === ticketId) return entry.interviewId;
  }
  return null;
}
