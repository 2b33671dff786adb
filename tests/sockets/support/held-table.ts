import { sql } from 'kysely';
import type { Db } from '../../../server/db/connect.ts';

/** Keeps a table locked, so that whatever reads it waits. Returns what lets it go. */
export async function holdTable(db: Db, table: 'tickets' | 'grants' | 'auth_sessions'): Promise<() => Promise<void>> {
  const trx = await db.startTransaction().execute();
  await sql`LOCK TABLE ${sql.raw(table)} IN ACCESS EXCLUSIVE MODE`.execute(trx);
  return async () => {
    await trx.rollback().execute();
  };
}

/** How many statements on this database wait for a lock. */
export async function waitingForLocks(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db);
  return rows[0]?.n ?? 0;
}
