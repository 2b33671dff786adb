import { sql } from 'kysely';
import type { Db } from '../../server/db/connect.ts';

/** A hash for each table, whatever the order of its rows. Equal maps are equal databases. */
export async function tableHashes(db: Db): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`.execute(db);
  const each = tables.rows.map(
    ({ name }) => sql`
      SELECT ${name} AS name, count(*) || ':' || md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) AS hash
      FROM ${sql.table(name)} t`,
  );
  const { rows } = await sql<{ name: string; hash: string }>`${sql.join(each, sql` UNION ALL `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/** The tables whose content differs. */
export function changedTables(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
}
