import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

/** The connection pool. */
export type Db = Kysely<Database>;
/** A pool or an open transaction: what repos take as their first argument. */
export type Queryable = Kysely<Database> | Transaction<Database>;

/** Numbers from `bigint` columns: ticket sequences and message ids stay far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens a pool. Statements give up after 5 s, lock waits after 2 s, idle transactions after 10 s, and a wait for a free
 * connection after 1.5 s, so that a slow database never stops the process (faults F29, F30). Connections are kept: on a
 * busy machine opening one, with its process and its scram handshake, can take longer than any query.
 */
export function connectDatabase(url: string, options: { max?: number; onError(error: Error): void }): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    connectionTimeoutMillis: 1_500,
    idleTimeoutMillis: 10 * 60_000,
    options:
      '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC',
  });
  pool.on('error', options.onError);
  // The pool listens to idle connections only; one that is lost in the middle of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', options.onError));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
}
