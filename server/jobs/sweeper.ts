import { fairPhase } from '#shared/rules/fair-phase.ts';
import { DESK_GRACE_MS, IDEMPOTENCY_KEEP_MS, SWEEP_MS } from '#shared/rules/limits.ts';
import type { DeskService } from '../booths/desk.service.ts';
import type { Db } from '../db/connect.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { timesOf } from '../fairs/fair.view.ts';
import type { InterviewService } from '../interviews/interview.service.ts';
import type { Clock } from '../lib/clock.ts';
import type { FactBus } from '../lib/facts.ts';
import type { Logger } from '../lib/logger.ts';
import type { TicketService } from '../queue/ticket.service.ts';

type Deps = {
  db: Db;
  unit: UnitOfWork;
  facts: FactBus;
  clock: Clock;
  desks: DeskService;
  tickets: TicketService;
  interviews: InterviewService;
  logger: Logger;
};

/** Answers to commands are tidied away this often. */
const TIDY_MS = 10 * 60_000;

/**
 * Reads deadlines from their columns and acts on those that have passed. A deadline lives in the database, so it
 * survives a restart; the timer here only looks.
 */
export function createSweeper({ db, unit, facts, clock, desks, tickets, interviews, logger }: Deps) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let lookedAt = clock.now() - DESK_GRACE_MS;
  let tidiedAt = 0;
  const phases = new Map<string, string>();

  /** Tells when the clock has taken a fair into another phase. */
  async function watchPhases(): Promise<void> {
    const fairs = await db
      .selectFrom('fairs')
      .select(['id', 'dropOffOpensAt', 'startsAt', 'endsAt'])
      .where('closedAt', 'is', null)
      .execute();
    for (const fair of fairs) {
      const phase = fairPhase(timesOf(fair), clock.now());
      const before = phases.get(fair.id);
      phases.set(fair.id, phase);
      if (before !== undefined && before !== phase) facts.publish([{ type: 'fair.changed', fairId: fair.id }]);
    }
  }

  /** Closes the lines of fairs that have ended; again where a place was being taken at that very moment. */
  async function closeEnded(): Promise<void> {
    const now = new Date(clock.now());
    const ended = await db
      .selectFrom('fairs')
      .select('id')
      .where('endsAt', '<=', now)
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('closedAt', 'is', null),
          exists(
            selectFrom('tickets')
              .whereRef('tickets.fairId', '=', 'fairs.id')
              .where('tickets.endedAt', 'is', null)
              .where('tickets.state', '!=', 'interviewing')
              .select('tickets.id'),
          ),
        ]),
      )
      .execute();
    for (const { id } of ended) {
      await unit.run(async (trx, tell) => {
        const fair = await trx
          .updateTable('fairs')
          .set(({ fn, val }) => ({ closedAt: fn.coalesce('closedAt', val(now)) }))
          .where('id', '=', id)
          .where('endsAt', '<=', now)
          .returning('id')
          .executeTakeFirst();
        if (fair === undefined) return;
        await tickets.closeLines(trx, tell, id);
        tell({ type: 'fair.changed', fairId: id });
      });
    }
  }

  async function watchDesks(): Promise<void> {
    const until = clock.now();
    for (const lapsed of await desks.lapsed(new Date(lookedAt), new Date(until)))
      facts.publish([{ type: 'booth.changed', ...lapsed }]);
    lookedAt = until;
  }

  async function tidy(): Promise<void> {
    if (clock.now() - tidiedAt < TIDY_MS) return;
    tidiedAt = clock.now();
    await db
      .deleteFrom('commandAnswers')
      .where('createdAt', '<', new Date(clock.now() - IDEMPOTENCY_KEEP_MS))
      .execute();
  }

  async function sweep(): Promise<void> {
    const duties = [
      () => tickets.expireCalls(),
      watchDesks,
      watchPhases,
      closeEnded,
      () => interviews.endOvertime(),
      tidy,
    ];
    for (const duty of duties) {
      try {
        await duty();
      } catch (error) {
        logger.warn({ err: error }, 'a sweep failed; it is tried again');
      }
    }
  }

  const round = () => {
    running = sweep().finally(() => {
      if (!stopped) timer = setTimeout(round, SWEEP_MS);
    });
  };

  return {
    start: round,
    /** One sweep now, for tests that drive the clock. */
    sweep,
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
