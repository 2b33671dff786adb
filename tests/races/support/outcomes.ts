import type { Answered } from '../../sockets/support/line.ts';

/** An answer in one word: `ok`, or the code of the refusal. */
export function wordOf({ status, body }: Answered): string {
  return status === 200 ? 'ok' : (body.code ?? String(status));
}

/** How often each word came. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Starts two things at the same instant, each of them first by turns, and waits for both. */
export async function together<A, B>(round: number, one: () => Promise<A>, other: () => Promise<B>): Promise<[A, B]> {
  if (round % 2 === 0) return Promise.all([one(), other()]);
  const second = other();
  return Promise.all([one(), second]);
}
