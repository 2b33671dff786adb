import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Database } from './schema.ts';

const FOLDER = path.join(import.meta.dirname, 'migrations');

/** Numbered SQL files, forward only: `0001_main_job.sql`, `0002_...`. */
const files: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    const entries = names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(path.join(FOLDER, name), 'utf8');
      return [name.slice(0, -'.sql'.length), { up: async (db) => void (await sql.raw(text).execute(db)) }];
    });
    return Object.fromEntries(await Promise.all(entries));
  },
};

/** A migration failed; the schema is as it was before, since all pending ones run in one transaction. */
export class MigrationFailed extends Error {}

/**
 * Brings the schema to the newest migration, all pending ones in one transaction under Kysely's own lock, so that two
 * nodes may start at once.
 *
 * @returns the names of the migrations that ran.
 * @throws MigrationFailed naming the file; the old schema is left as it was.
 */
export async function migrateToLatest(db: Kysely<Database>, provider: MigrationProvider = files): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider,
    migrationTableName: 'migrations',
    migrationLockTableName: 'migration_lock',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'the set of migrations';
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationFailed(`Migration ${failed} failed: ${reason}. The schema is unchanged.`, { cause: error });
  }
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
