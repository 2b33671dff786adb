import pg from 'pg';

/** Serialization failure, deadlock, lock not available: the same transaction may pass from its start. */
const RETRYABLE = new Set(['40001', '40P01', '55P03']);
/**
 * Classes of errors in which the database, not the statement, is at fault (PostgreSQL appendix A): connection (08),
 * resources (53), intervention and time-outs (57, 25P03, 25P04), lock not available (55P03).
 */
const UNAVAILABLE = /^(08|53|57|25P03|25P04|55P03)/;
const BROKEN_CONNECTION = /^(ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)/;
/** What `pg`, its pool and Kysely say without a code when a connection is gone or none is to be had. */
const LOST =
  /timeout exceeded when trying to connect|Connection terminated|not queryable|Postgres connection has been discarded|driver has already been destroyed|Cannot use a pool after calling end/;

/** The constraint that a statement broke (unique or foreign key), or undefined for any other error. */
export function brokenConstraint(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  return error.code === '23505' || error.code === '23503' ? error.constraint : undefined;
}

/** Whether the same transaction may pass when it is run again from its start. */
export function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && RETRYABLE.has(error.code ?? '');
}

/** Whether the database could not be reached, or did not answer in time; the same command may pass later. Looks at causes too. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.test(error.code ?? '');
  return isBrokenConnection(error) || LOST.test(error.message) || isUnavailable(error.cause);
}

/** `ENOENT` counts where the database's socket file is missing, not where any other file is. */
function isBrokenConnection(error: Error & { code?: unknown; syscall?: unknown }): boolean {
  if (typeof error.code !== 'string') return false;
  return BROKEN_CONNECTION.test(error.code) || (error.code === 'ENOENT' && error.syscall === 'connect');
}
