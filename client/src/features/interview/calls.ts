import { endEarlyPicture } from './early-picture.ts';
import { type InterviewCall, startInterviewCall, warmUpMedia } from './interview-call.ts';
import type { OwnMedia } from './own-media.ts';
import { noteEntered } from './room-memory.ts';

/** A call that was begun for a screen which then never came is closed after this long, in ms. */
const UNCLAIMED_MS = 15_000;

/** The page's one call, and how many screens show it. */
let current: { call: InterviewCall; holders: number; unclaimed: number | undefined } | undefined;

/** Fetches all code that the room needs and starts the media stack, before they are needed. Never rejects. */
export function prepareRoom(): Promise<void> {
  return prepare([warmUpMedia(), import('./routes.tsx')]);
}

/** Starts the media stack alone, where the screens' code would be in its way. Never rejects. */
export function prepareMedia(): Promise<void> {
  return prepare([warmUpMedia()]);
}

async function prepare(parts: Promise<unknown>[]): Promise<void> {
  await Promise.all(parts).catch((error: unknown) => {
    console.warn('The room could not be prepared ahead; it is tried again when it is opened', error);
  });
}

/** Enters straight from the accepted call: the media room is joined while the screen is still being changed. */
export function enterFromCall(interviewId: string, media: OwnMedia | null): void {
  noteEntered(interviewId);
  beginCall(interviewId, media);
}

/** Joins the media room of an interview ahead of its screen; a second time does nothing. Devices given are the call's to close. */
export function beginCall(interviewId: string, media: OwnMedia | null): InterviewCall {
  if (current?.call.interviewId === interviewId) {
    media?.close();
    return current.call;
  }
  endCall();
  const call = startInterviewCall(interviewId, media);
  const begun: typeof current = { call, holders: 0, unclaimed: undefined };
  begun.unclaimed = window.setTimeout(() => endIfUnheld(begun), UNCLAIMED_MS);
  current = begun;
  return call;
}

/**
 * Uses the call of an interview while a screen shows it, beginning it if need be. After `release` by its last screen
 * the call ends.
 */
export function holdCall(
  interviewId: string,
  media: () => OwnMedia | null,
): { call: InterviewCall; release: () => void } {
  if (current?.call.interviewId !== interviewId) beginCall(interviewId, media());
  const held = current;
  if (held === undefined) throw new Error('a call that was begun is there');
  held.holders += 1;
  window.clearTimeout(held.unclaimed);
  return {
    call: held.call,
    release: () => {
      held.holders -= 1;
      // Later, because React shows a screen twice in development and changes screens in two steps.
      held.unclaimed = window.setTimeout(() => endIfUnheld(held), 0);
    },
  };
}

/** Ends the page's call now: the person left or the interview is over. */
export function endCall(): void {
  window.clearTimeout(current?.unclaimed);
  endEarlyPicture();
  current?.call.close();
  current = undefined;
}

function endIfUnheld(which: NonNullable<typeof current>): void {
  if (which.holders > 0) return;
  if (current === which) endCall();
  else which.call.close();
}
