import { sql } from 'kysely';
import type { BoothId, FairId, TicketId, UserId } from '#shared/contract/ids.ts';
import type { TicketActor, TicketMove, TicketState } from '#shared/rules/ticket.ts';
import type { Queryable } from '../db/connect.ts';
import type { TicketRow } from '../db/schema.ts';

/** What a ticket's row holds besides its state once it has moved. */
export type TicketChange = Partial<
  Pick<TicketRow, 'deskId' | 'interviewerId' | 'calledAt' | 'callExpiresAt' | 'endedAt'>
>;

/** Locks one ticket for the rest of the transaction. */
export function lockTicket(db: Queryable, ticketId: TicketId): Promise<TicketRow | undefined> {
  return db.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst();
}

/** Writes the same move of locked tickets, each with its one row of history: two statements, however many they are. */
export async function writeMoves(
  db: Queryable,
  tickets: readonly Pick<TicketRow, 'id' | 'state'>[],
  move: { to: TicketState; move: TicketMove; actor: TicketActor; actorId: UserId | null; at: Date },
  change: TicketChange,
): Promise<TicketRow[]> {
  const ids = tickets.map(({ id }) => id);
  const rows = await db
    .updateTable('tickets')
    .set({ ...change, state: move.to })
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .returningAll()
    .execute();
  await sql`
    INSERT INTO ticket_history (ticket_id, from_state, to_state, move, actor, actor_id, at)
    SELECT moved.id, moved.state, ${move.to}, ${move.move}, ${move.actor}, ${move.actorId}, ${move.at}::timestamptz
    FROM unnest(${ids}::uuid[], ${tickets.map(({ state }) => state)}::text[]) AS moved (id, state)`.execute(db);
  return rows;
}

/** Takes the next number at a booth and a place behind everybody who has one; the booth's row serializes its joins. */
export async function insertTicket(
  db: Queryable,
  ticket: Pick<TicketRow, 'fairId' | 'boothId' | 'graduateId' | 'positionId' | 'joinedAt'>,
): Promise<TicketRow> {
  await db
    .selectFrom('booths')
    .select('id')
    .where('id', '=', ticket.boothId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const row = await db
    .insertInto('tickets')
    .values((eb) => ({
      ...ticket,
      number: eb
        .selectFrom('tickets')
        .where('boothId', '=', ticket.boothId)
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('n')),
    }))
    .returningAll()
    .executeTakeFirstOrThrow();
  await db
    .insertInto('ticketHistory')
    .values({
      ticketId: row.id,
      fromState: null,
      toState: 'waiting',
      move: 'join',
      actor: 'graduate',
      actorId: ticket.graduateId,
      at: ticket.joinedAt,
    })
    .execute();
  return row;
}

/** The booths of a fair at which a graduate has a live ticket, under a lock on the graduate so that parallel joins cannot pass the limit. */
export async function lockLines(db: Queryable, graduateId: UserId, fairId: FairId): Promise<BoothId[]> {
  await db
    .selectFrom('graduates')
    .select('userId')
    .where('userId', '=', graduateId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const live = await db
    .selectFrom('tickets')
    .select('boothId')
    .where('graduateId', '=', graduateId)
    .where('fairId', '=', fairId)
    .where('endedAt', 'is', null)
    .execute();
  return live.map(({ boothId }) => boothId);
}

/**
 * Locks the next ticket to call at a booth: the first waiting one whose graduate is not taken elsewhere. A ticket that
 * another desk is just calling is skipped, not waited for. Rules Q2, Q3; the same law as `nextToCall` of shared/rules.
 */
export function lockNext(db: Queryable, boothId: BoothId): Promise<TicketRow | undefined> {
  return db
    .selectFrom('tickets')
    .selectAll('tickets')
    .where('tickets.boothId', '=', boothId)
    .where('tickets.state', '=', 'waiting')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('tickets as taken')
            .whereRef('taken.graduateId', '=', 'tickets.graduateId')
            .where('taken.state', 'in', ['called', 'interviewing'])
            .select('taken.id'),
        ),
      ),
    )
    .orderBy('tickets.seq')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** Whether anybody waits at a booth, taken elsewhere or not. */
export async function someoneWaits(db: Queryable, boothId: BoothId): Promise<boolean> {
  const row = await db
    .selectFrom('tickets')
    .select('id')
    .where('boothId', '=', boothId)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Locks calls whose window has passed. */
export function lockExpired(db: Queryable, now: Date): Promise<TicketRow[]> {
  return db
    .selectFrom('tickets')
    .selectAll()
    .where('state', '=', 'called')
    .where('callExpiresAt', '<=', now)
    .orderBy('seq')
    .limit(200)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Locks everything that still has a place or a call in a fair. */
export function lockLinesOf(db: Queryable, fairId: FairId): Promise<TicketRow[]> {
  return db
    .selectFrom('tickets')
    .selectAll()
    .where('fairId', '=', fairId)
    .where('state', 'in', ['waiting', 'paused', 'held', 'called'])
    .orderBy('seq')
    .forUpdate()
    .execute();
}

/** All booths at which these graduates have a place. */
export function findLinesOf(db: Queryable, graduateIds: readonly UserId[]) {
  return db
    .selectFrom('tickets')
    .select(['graduateId', 'boothId'])
    .where((eb) => eb('graduateId', '=', eb.fn.any(eb.val([...graduateIds]))))
    .where('endedAt', 'is', null)
    .execute();
}
