import { beginCall, prepareMedia } from './calls.ts';
import { showEarlyPicture } from './early-picture.ts';
import type { InterviewCall } from './interview-call.ts';
import { hasEntered } from './room-memory.ts';

/** The rest of the page is held up for this long at most, ms. */
const HOLD_UP_MS = 600;

/**
 * Runs before React is there: after a refresh in mid-interview the devices, the connection and the media room are opened
 * first and the other side's picture is shown, then the page is built around it. Settles when the rest of the page may
 * follow. The server decides who may join, as always.
 */
export async function startEarly(): Promise<void> {
  const [, interviewId] = /^\/interviews\/([0-9a-f-]{36})$/.exec(location.pathname) ?? [];
  if (interviewId === undefined) return;
  void prepareMedia();
  if (!hasEntered(interviewId)) return;
  const call = beginCall(interviewId, null);
  showEarlyPicture(call.remote);
  const late = new Promise<void>((resolve) => setTimeout(resolve, HOLD_UP_MS));
  await Promise.race([late, pictured(call), decided(call)]);
}

/** The other side is on the screen. */
function pictured({ remote }: InterviewCall): Promise<void> {
  return new Promise((resolve) => remote.element.addEventListener('playing', () => resolve(), { once: true }));
}

/** There is no picture to wait for: nobody is in the room, or it is closed to us. */
function decided(call: InterviewCall): Promise<void> {
  return new Promise((resolve) => {
    const stop = call.subscribe(() => {
      const { connection, peers } = call.snapshot();
      if (connection.state !== 'closed' && (connection.state !== 'connected' || peers.length > 0)) return;
      stop();
      resolve();
    });
  });
}
