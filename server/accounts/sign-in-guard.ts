import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Clock } from '../lib/clock.ts';

/** Failed sign-ins to one account from one address, before that address has to wait. Others are never locked out by it. */
const FAILURES = 8;
const WINDOW_MS = 15 * 60_000;

export type SignInGuard = ReturnType<typeof createSignInGuard>;

/** Slows down guessing at one account (OWASP ASVS 5.0, V6.3.1); better-auth's own limit is per address only. */
export function createSignInGuard(db: Db, clock: Clock) {
  const keyOf = (email: string, address: string) =>
    `guard:${createHash('sha256').update(`${email.trim().toLowerCase()}\n${address}`).digest('base64url')}`;

  return {
    /**
     * Counts a try before it is made, so that tries at one instant cannot pass together. Gives how long this address has
     * to wait instead, in ms; 0 when it may go on. Trying on while waiting does not make the wait longer.
     */
    async take(email: string, address: string): Promise<number> {
      const now = clock.now();
      const over = sql<boolean>`auth_rate_limits.last_request <= ${now - WINDOW_MS}`;
      const { count, lastRequest } = await db
        .insertInto('authRateLimits')
        .values({ key: keyOf(email, address), count: 1, lastRequest: now })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            count: sql`CASE WHEN ${over} THEN 1 ELSE least(auth_rate_limits.count, ${FAILURES}) + 1 END`,
            lastRequest: sql`CASE WHEN ${over} OR auth_rate_limits.count < ${FAILURES} THEN ${now} ELSE auth_rate_limits.last_request END`,
          }),
        )
        .returning(['count', 'lastRequest'])
        .executeTakeFirstOrThrow();
      return count <= FAILURES ? 0 : Math.max(1, lastRequest + WINDOW_MS - now);
    },

    /** The try was right: what was counted before is forgotten. */
    async succeeded(email: string, address: string): Promise<void> {
      await db.deleteFrom('authRateLimits').where('key', '=', keyOf(email, address)).execute();
    },

    /** The password was never looked at: the try does not count. */
    async giveBack(email: string, address: string): Promise<void> {
      await db
        .updateTable('authRateLimits')
        .set({ count: sql`greatest(0, count - 1)` })
        .where('key', '=', keyOf(email, address))
        .execute();
    },
  };
}
