import { live } from '../../live/socket.ts';
import { beginCall, prepareRoom } from './calls.ts';
import { hasEntered } from './room-memory.ts';

/** The rest of the page is held up for this long at most, ms. */
const HOLD_UP_MS = 400;

/**
 * Runs before React is there: after a refresh in mid-interview the devices, the connection and the media room are opened
 * first, so that the page is built while they are waited for, and not the other way round. Settles when the rest of the
 * page may follow. The server decides who may join, as always.
 */
export async function startEarly(): Promise<void> {
  const [, interviewId] = /^\/interviews\/([0-9a-f-]{36})$/.exec(location.pathname) ?? [];
  if (interviewId === undefined) return;
  const prepared = prepareRoom();
  if (!hasEntered(interviewId)) return;
  beginCall(interviewId, null);
  await Promise.race([Promise.all([prepared, connected()]), new Promise((resolve) => setTimeout(resolve, HOLD_UP_MS))]);
}

function connected(): Promise<void> {
  return new Promise((resolve) => {
    const off = live.on('connect', () => {
      off();
      resolve();
    });
  });
}
