import { beginCall, prepareRoom } from './calls.ts';
import { hasEntered } from './room-memory.ts';

/*
 * Runs beside the page's start, before React is there: after a refresh in mid-interview the devices, the connection and
 * the media room are opened while the rest is still being fetched. The server decides who may join, as always.
 */
const [, interviewId] = /^\/interviews\/([0-9a-f-]{36})$/.exec(location.pathname) ?? [];
if (interviewId !== undefined) {
  prepareRoom();
  if (hasEntered(interviewId)) beginCall(interviewId, null);
}
