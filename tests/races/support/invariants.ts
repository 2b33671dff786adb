import { sql } from 'kysely';
import { type TicketActor, type TicketMove, type TicketState, ticketMove } from '#shared/rules/ticket.ts';
import type { Db } from '../../../server/db/connect.ts';

type Row = Record<string, unknown>;

/** Statements that find nothing in a healthy database (faults.md 2.0). */
const NOTHING_FOUND = {
  '[I2] two live tickets of one graduate at one booth': sql`
    SELECT booth_id, graduate_id FROM tickets WHERE ended_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1`,
  '[I2] a graduate called or interviewed twice at once': sql`
    SELECT graduate_id FROM tickets WHERE state IN ('called', 'interviewing') GROUP BY 1 HAVING count(*) > 1`,
  '[I2] a recruiter with two people at once': sql`
    SELECT interviewer_id FROM tickets WHERE state IN ('called', 'interviewing') GROUP BY 1 HAVING count(*) > 1`,
  '[I2] two running interviews of one person': sql`
    SELECT graduate_id FROM interviews WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1
    UNION ALL SELECT recruiter_id FROM interviews WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1`,
  '[I2] two open desks of one recruiter': sql`
    SELECT recruiter_id FROM desks WHERE closed_at IS NULL GROUP BY 1 HAVING count(*) > 1`,
  '[I2] two live drop-offs of one graduate for one position': sql`
    SELECT graduate_id, position_id FROM drop_offs WHERE withdrawn_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1`,
  '[I2] more live tickets than the fair allows': sql`
    SELECT t.graduate_id FROM tickets t JOIN fairs f ON f.id = t.fair_id WHERE t.ended_at IS NULL
    GROUP BY t.graduate_id, f.id HAVING count(*) > f.lines_per_graduate`,
  '[I3] a later place with an earlier number': sql`
    SELECT a.id FROM tickets a JOIN tickets b ON b.booth_id = a.booth_id AND b.seq > a.seq AND b.number <= a.number`,
  '[I4] a ticket whose last row of history is not its state': sql`
    SELECT t.id FROM tickets t WHERE t.state IS DISTINCT FROM (
      SELECT h.to_state FROM ticket_history h WHERE h.ticket_id = t.id ORDER BY h.id DESC LIMIT 1)`,
  '[I4] a ticket in an interview that is not running, or the other way round': sql`
    SELECT t.id FROM tickets t LEFT JOIN interviews i ON i.ticket_id = t.id
    WHERE (t.state = 'interviewing') IS DISTINCT FROM (i.id IS NOT NULL AND i.ended_at IS NULL)
       OR (t.state = 'done') IS DISTINCT FROM (i.ended_at IS NOT NULL)`,
  '[I4] somebody called to a desk that is closed, or to another booth': sql`
    SELECT t.id FROM tickets t JOIN desks d ON d.id = t.desk_id
    WHERE t.state = 'called' AND (d.closed_at IS NOT NULL OR d.booth_id <> t.booth_id)`,
  '[I6] a command without its answer': sql`SELECT user_id, key FROM command_answers WHERE answer IS NULL`,
};

/** What is wrong in the database: the names of the broken invariants with what breaks them. Empty when all is well. */
export async function brokenInvariants(db: Db): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, statement] of Object.entries(NOTHING_FOUND)) {
    const { rows } = await (statement as ReturnType<typeof sql<Row>>).execute(db);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return [...broken, ...(await illegalMoves(db))];
}

/** Moves that the law of the line does not know, and rows of history that do not follow one another (I4). */
async function illegalMoves(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('ticketHistory')
    .select(['ticketId', 'fromState', 'toState', 'move', 'actor'])
    .orderBy('id')
    .execute();
  const states = new Map<string, TicketState>();
  const illegal: string[] = [];
  for (const { ticketId, fromState, toState, move, actor } of rows) {
    const before = states.get(ticketId);
    const lawful =
      before === undefined
        ? fromState === null && move === 'join' && toState === 'waiting'
        : fromState === before && ticketMove(before, actor as TicketActor, move as TicketMove) === toState;
    if (!lawful) illegal.push(`[I4] ${before} -> ${toState} by ${actor}, ${move}`);
    states.set(ticketId, toState as TicketState);
  }
  return illegal;
}
