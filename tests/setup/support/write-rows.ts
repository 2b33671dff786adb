import { writeSync } from 'node:fs';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../server/setup/postgres/embedded.ts';

/**
 * `node write-rows.ts DATA_DIR FIRST`: an app that writes without end, to be killed. Sixteen writers insert numbered rows
 * from FIRST on, each in a transaction of its own; `begin N` is printed before a write and `ack N` after its commit.
 * Written synchronously: what the parent reads is what had happened when the process died.
 */

const WRITERS = 16;
const [dataDir = '', first = '0'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const quiet = () => undefined;

const postgres = await startEmbeddedPostgres({
  dataDir,
  onProgress: quiet,
  log: { debug: quiet, info: quiet, warn: quiet, error: (message) => writeSync(2, `${message}\n`) },
});
const pool = new pg.Pool({ connectionString: postgres.url, max: WRITERS });
// The parent may kill the server a moment before us.
pool.on('error', quiet);
await pool.query('CREATE TABLE IF NOT EXISTS written (n bigint PRIMARY KEY, filler text NOT NULL)');
say(`server ${postgres.pid()}`);

let next = Number(first);
const writer = async () => {
  for (;;) {
    const n = next++;
    say(`begin ${n}`);
    await pool.query('INSERT INTO written VALUES ($1, $2)', [n, '双选'.repeat(100)]);
    say(`ack ${n}`);
  }
};
await Promise.all(Array.from({ length: WRITERS }, writer));
