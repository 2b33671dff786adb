import type { ViewSnapshot } from '#shared/contract/socket.ts';

export type BoardSnapshot = ViewSnapshot<'fairBoard'>;
export type BoardHall = BoardSnapshot['halls'][number];
export type BoardBooth = BoardHall['booths'][number];

/** Waits from here on count as long. */
export const LONG_WAIT_MS = 30 * 60_000;
/** Waits from here on are worth watching. */
export const NOTABLE_WAIT_MS = 15 * 60_000;

/** How a booth's line looks on the board: the colour of its tile. */
export type WaitLevel = 'none' | 'short' | 'notable' | 'long';

/** The level of a booth's longest wait. */
export function waitLevel(booth: Pick<BoardBooth, 'waiting' | 'longestWaitMs'>): WaitLevel {
  if (booth.waiting === 0) return 'none';
  const wait = booth.longestWaitMs ?? 0;
  if (wait >= LONG_WAIT_MS) return 'long';
  return wait >= NOTABLE_WAIT_MS ? 'notable' : 'short';
}

/** Why a booth needs the organizer: people wait and nobody is at a desk, the booth is paused on them, or they wait long. */
export type Need = { booth: BoardBooth; hall: BoardHall['hall']; why: 'unattended' | 'paused' | 'longWait' };

const RANK = { unattended: 0, paused: 1, longWait: 2 } as const;

/** The booths that need help now, the worst first: by kind, then by the longest wait, then by the people waiting. */
export function needsHelp(halls: readonly BoardHall[]): Need[] {
  const needs = halls.flatMap(({ hall, booths }) =>
    booths.flatMap((booth): Need[] => {
      const why = needOf(booth);
      return why === undefined ? [] : [{ booth, hall, why }];
    }),
  );
  return needs.sort(
    (a, b) =>
      RANK[a.why] - RANK[b.why] ||
      (b.booth.longestWaitMs ?? 0) - (a.booth.longestWaitMs ?? 0) ||
      b.booth.waiting - a.booth.waiting,
  );
}

function needOf(booth: BoardBooth): Need['why'] | undefined {
  if (booth.waiting === 0) return undefined;
  if (booth.door === 'unattended') return 'unattended';
  if (booth.door === 'paused') return 'paused';
  return waitLevel(booth) === 'long' ? 'longWait' : undefined;
}
