import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Actor } from '../accounts/actor.ts';
import { AppError } from '../lib/app-error.ts';
import type { Fact, FactBus } from '../lib/facts.ts';
import type { Db } from './connect.ts';
import { isRetryable, isUnavailable } from './errors.ts';
import type { Database } from './schema.ts';

export type Trx = Transaction<Database>;

/** Who asks for a command, and under which key a retry of it is known. */
export type Caller = { actor: Actor; commandKey?: string | undefined };

/** Names a fact that holds once the transaction has committed. */
export type Tell = (fact: Fact) => void;

/** One durable command: one transaction, then its facts. */
export type UnitOfWork = {
  /**
   * Runs `work` in one transaction. With a command key the answer is stored in that same transaction, and the same
   * command under the same key gets the first answer back without running again.
   *
   * @throws AppError `idempotencyMismatch` for the key of another command or input; `unavailable` when the database is.
   */
  command<T>(caller: Caller, name: string, input: unknown, work: (trx: Trx, tell: Tell) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction on behalf of the clock. */
  run<T>(work: (trx: Trx, tell: Tell) => Promise<T>): Promise<T>;
};

const ATTEMPTS = 4;
/** No attempt begins after this long, ms: a lock that is held is answered for before the caller gives up. */
const RETRY_WITHIN_MS = 1_500;

/** Asks for the transaction to be run again from its start: somebody else was faster. */
export class RunAgain extends Error {}

export function createUnitOfWork(db: Db, facts: FactBus): UnitOfWork {
  async function run<T>(work: (trx: Trx, tell: Tell) => Promise<T>): Promise<T> {
    const begun = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const told: Fact[] = [];
      let result: T;
      try {
        result = await db.transaction().execute((trx) => work(trx, (fact) => told.push(fact)));
      } catch (error) {
        const again = error instanceof RunAgain || isRetryable(error);
        if (!again || attempt >= ATTEMPTS || performance.now() - begun > RETRY_WITHIN_MS)
          throw again || isUnavailable(error) ? new AppError('unavailable', { cause: error }) : error;
        await sleep(Math.random() * 10 * attempt);
        continue;
      }
      // Outside the attempt: what has committed is never run again, whatever a listener does.
      facts.publish(told);
      return result;
    }
  }

  async function command<T>(
    caller: Caller,
    name: string,
    input: unknown,
    work: (trx: Trx, tell: Tell) => Promise<T>,
  ): Promise<T> {
    const { actor, commandKey: key } = caller;
    if (key === undefined || actor.userId === undefined) return run(work);
    const userId = actor.userId;
    const inputHash = createHash('sha256').update(JSON.stringify(input)).digest('base64url');
    return run(async (trx, tell) => {
      // A second request under the same key waits here for the first one's commit.
      const claimed = await trx
        .insertInto('commandAnswers')
        .values({ userId, key, command: name, inputHash })
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst();
      if (claimed === undefined) {
        const first = await trx
          .selectFrom('commandAnswers')
          .select(['command', 'inputHash', 'answer'])
          .where('userId', '=', userId)
          .where('key', '=', key)
          .executeTakeFirst();
        if (first === undefined) throw new RunAgain();
        if (first.command !== name || first.inputHash !== inputHash) throw new AppError('idempotencyMismatch');
        return first.answer as T;
      }
      const result = await work(trx, tell);
      await trx
        .updateTable('commandAnswers')
        .set({ answer: JSON.stringify(result) })
        .where('userId', '=', userId)
        .where('key', '=', key)
        .execute();
      return result;
    });
  }

  return { command, run };
}
