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
    /** How long this address has to wait before it may try this account again, in ms; 0 for not at all. */
    async waitMs(email: string, address: string): Promise<number> {
      const row = await db
        .selectFrom('authRateLimits')
        .select(['count', 'lastRequest'])
        .where('key', '=', keyOf(email, address))
        .executeTakeFirst();
      if (row === undefined || row.count < FAILURES) return 0;
      return Math.max(0, row.lastRequest + WINDOW_MS - clock.now());
    },

    async failed(email: string, address: string): Promise<void> {
      const now = clock.now();
      await db
        .insertInto('authRateLimits')
        .values({ key: keyOf(email, address), count: 1, lastRequest: now })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            count: sql`CASE WHEN auth_rate_limits.last_request < ${now - WINDOW_MS} THEN 1 ELSE auth_rate_limits.count + 1 END`,
            lastRequest: now,
          }),
        )
        .execute();
    },

    async succeeded(email: string, address: string): Promise<void> {
      await db.deleteFrom('authRateLimits').where('key', '=', keyOf(email, address)).execute();
    },
  };
}
