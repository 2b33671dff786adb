import type { z } from 'zod';
import type { BoothId, UserId } from '#shared/contract/ids.ts';
import type { MyTicket } from '#shared/contract/views.ts';
import { findPulses } from '../booths/booth.repo.ts';
import type { Queryable } from '../db/connect.ts';
import { findLineFacts, findTicketsOf } from './line.repo.ts';
import { viewMyTicket } from './ticket.view.ts';

/** How long a ticket that ended stays on its graduate's screen, so that they read what happened. */
const SHOWN_AFTER_END_MS = 12 * 60 * 60_000;

/** A graduate's own tickets: live ones and those that ended a short while ago; at one booth when named. */
export async function loadMyTickets(
  db: Queryable,
  userId: UserId,
  now: Date,
  boothId?: BoothId,
): Promise<z.infer<typeof MyTicket>[]> {
  const rows = await findTicketsOf(db, userId, new Date(now.getTime() - SHOWN_AFTER_END_MS), boothId);
  const boothIds = [...new Set(rows.filter(({ endedAt }) => endedAt === null).map((row) => row.boothId))];
  const [facts, pulses] = await Promise.all([findLineFacts(db, boothIds, now), findPulses(db, { boothIds }, now)]);
  return rows.map((row) =>
    viewMyTicket(
      row,
      facts.find((fact) => fact.boothId === row.boothId),
      pulses.find((pulse) => pulse.id === row.boothId)?.desks ?? 0,
      now.getTime(),
    ),
  );
}
