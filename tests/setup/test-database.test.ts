import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../support/postgres.ts';

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('two test databases are migrated, empty and apart from each other', async () => {
  const [one, two] = [await createTestDatabase(), await createTestDatabase()];
  await query(one.url, 'CREATE TABLE only_here (id int)');
  expect(await query(one.url, "SELECT to_regclass('only_here') IS NOT NULL AS there")).toEqual([{ there: true }]);
  expect(await query(two.url, "SELECT to_regclass('only_here') IS NOT NULL AS there")).toEqual([{ there: false }]);
  expect(await query(two.url, 'SELECT count(*) > 0 AS migrated FROM migrations')).toEqual([{ migrated: true }]);
  await one.drop();
  await two.drop();
  await expect(query(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
});
