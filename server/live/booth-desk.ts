import type { z } from 'zod';
import type { BoothId } from '#shared/contract/ids.ts';
import type { BoothDeskView } from '#shared/contract/views.ts';
import { viewCandidate } from '../accounts/candidate.ts';
import type { Db } from '../db/connect.ts';
import { findDesks, findNamedLine, findRecentlyEnded } from '../queue/line.repo.ts';
import { loadBoothDoor } from './booth-door.ts';

/** A ticket that ended without an interview stays on the desk's screen for this long. */
const RECENT_MS = 60 * 60_000;

/** A booth as its team sees it: desks, the line with the people in it, who left, what waits in the inbox. */
export async function loadBoothDesk(db: Db, boothId: BoothId, now: Date): Promise<z.infer<typeof BoothDeskView>> {
  const [{ pulse, door }, desks, line, recent, facts] = await Promise.all([
    loadBoothDoor(db, boothId, now),
    findDesks(db, boothId, now),
    findNamedLine(db, boothId),
    findRecentlyEnded(db, boothId, new Date(now.getTime() - RECENT_MS)),
    db
      .selectFrom('booths')
      .where('booths.id', '=', boothId)
      .select((eb) => [
        'booths.plannedMs',
        eb
          .selectFrom('dropOffs')
          .where('boothId', '=', boothId)
          .where('state', '=', 'sent')
          .select(eb.fn.countAll<number>().as('n'))
          .$asScalar()
          .$notNull()
          .as('unread'),
        eb
          .selectFrom('interviews')
          .where('boothId', '=', boothId)
          .where('endedAt', 'is not', null)
          .select(eb.fn.countAll<number>().as('n'))
          .$asScalar()
          .$notNull()
          .as('finished'),
      ])
      .executeTakeFirstOrThrow(),
  ]);
  return {
    boothId,
    door,
    paused: pulse.paused,
    desks: desks.map((desk) => ({
      id: desk.id,
      recruiter: { id: desk.recruiterId, name: desk.name },
      ticketId: desk.ticketId,
      interviewId: desk.interviewId,
    })),
    line: line.map((row) => ({
      ticketId: row.id,
      number: row.number,
      state: row.state,
      joinedAt: row.joinedAt.getTime(),
      calledAt: row.calledAt?.getTime() ?? null,
      callExpiresAt: row.callExpiresAt?.getTime() ?? null,
      candidate: viewCandidate(row),
      position:
        row.positionId === null
          ? null
          : { id: row.positionId, title: { zh: row.titleZh ?? '', en: row.titleEn ?? '' } },
      dropOffId: row.dropOffId,
      elsewhere: row.elsewhere,
      interviewId: row.interviewId,
    })),
    recent: recent.map((row) => ({
      number: row.number,
      state: row.state,
      candidate: viewCandidate(row),
      endedAt: row.endedAt?.getTime() ?? 0,
    })),
    ...facts,
  };
}
