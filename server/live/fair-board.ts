import { sql } from 'kysely';
import type { z } from 'zod';
import type { HallId, UniversityId, UserId } from '#shared/contract/ids.ts';
import type { FairBoardView } from '#shared/contract/views.ts';
import { type BoothPulse, findPulses } from '../booths/booth.repo.ts';
import { doorOf } from '../booths/booth.view.ts';
import type { Db } from '../db/connect.ts';
import type { FairRow } from '../db/schema.ts';
import { timesOf } from '../fairs/fair.view.ts';

type BoardBooth = {
  id: BoothPulse['id'];
  number: string;
  hallId: HallId;
  hallZh: string;
  hallEn: string;
  zh: string;
  en: string;
  since: Date | null;
};
type BoardUniversity = {
  id: UniversityId;
  zh: string;
  en: string;
  graduates: number;
  waiting: number;
  interviewing: number;
  interviewed: number;
  dropOffs: number;
  present: number;
};

/** The organizer's live board: four queries whatever the number of booths. Persons and person-times are counted apart. */
export async function loadFairBoard(
  db: Db,
  fair: FairRow,
  online: readonly UserId[],
  now: number,
): Promise<z.infer<typeof FairBoardView>> {
  const [pulses, booths, universities, totals] = await Promise.all([
    findPulses(db, { fairId: fair.id }, new Date(now)),
    sql<BoardBooth>`
      SELECT b.id, b.number, h.id AS "hallId", h.name_zh AS "hallZh", h.name_en AS "hallEn",
             e.short_name_zh AS zh, e.short_name_en AS en,
             (SELECT min(t.joined_at) FROM tickets t WHERE t.booth_id = b.id AND t.state = 'waiting') AS since
      FROM booths b JOIN halls h ON h.id = b.hall_id JOIN employers e ON e.id = b.employer_id
      WHERE b.fair_id = ${fair.id} ORDER BY h.place, b.number`.execute(db),
    sql<BoardUniversity>`
      SELECT u.id, u.name_zh AS zh, u.name_en AS en,
             (SELECT count(*)::int FROM graduates g WHERE g.university_id = u.id) AS graduates,
             (SELECT count(*)::int FROM graduates g WHERE g.university_id = u.id AND g.user_id = ANY(${[...online]}::text[])) AS present,
             (SELECT count(DISTINCT t.graduate_id)::int FROM tickets t JOIN graduates g ON g.user_id = t.graduate_id
               WHERE t.fair_id = ${fair.id} AND t.state IN ('waiting', 'paused', 'held') AND g.university_id = u.id) AS waiting,
             (SELECT count(*)::int FROM tickets t JOIN graduates g ON g.user_id = t.graduate_id
               WHERE t.fair_id = ${fair.id} AND t.state = 'interviewing' AND g.university_id = u.id) AS interviewing,
             (SELECT count(DISTINCT i.graduate_id)::int FROM interviews i JOIN booths b ON b.id = i.booth_id JOIN graduates g ON g.user_id = i.graduate_id
               WHERE b.fair_id = ${fair.id} AND i.ended_at IS NOT NULL AND g.university_id = u.id) AS interviewed,
             (SELECT count(*)::int FROM drop_offs d JOIN booths b ON b.id = d.booth_id JOIN graduates g ON g.user_id = d.graduate_id
               WHERE b.fair_id = ${fair.id} AND d.withdrawn_at IS NULL AND g.university_id = u.id) AS "dropOffs"
      FROM fair_universities f JOIN universities u ON u.id = f.university_id
      WHERE f.fair_id = ${fair.id} ORDER BY (u.id = ${fair.hostUniversityId}) DESC, u.name_zh`.execute(db),
    sql<{ called: number; waiting: number; interviewing: number; interviewsDone: number }>`
      SELECT count(DISTINCT t.graduate_id) FILTER (WHERE t.state IN ('waiting', 'paused', 'held'))::int AS waiting,
             count(*) FILTER (WHERE t.state = 'called')::int AS called,
             count(*) FILTER (WHERE t.state = 'interviewing')::int AS interviewing,
             (SELECT count(*)::int FROM interviews i JOIN booths b ON b.id = i.booth_id WHERE b.fair_id = ${fair.id} AND i.ended_at IS NOT NULL) AS "interviewsDone"
      FROM tickets t WHERE t.fair_id = ${fair.id} AND t.ended_at IS NULL`.execute(db),
  ]);

  const pulseOf = new Map(pulses.map((pulse) => [pulse.id, pulse]));
  const idle: Omit<BoothPulse, 'id'> = { fairId: fair.id, paused: false, waiting: 0, desks: 0, interviewing: 0 };
  const halls = new Map<HallId, z.infer<typeof FairBoardView>['halls'][number]>();
  let idleDesks = 0;
  let unattended = 0;
  for (const booth of booths.rows) {
    const pulse = pulseOf.get(booth.id) ?? { ...idle, id: booth.id };
    const door = doorOf(fair, pulse, now);
    idleDesks += Math.max(0, pulse.desks - pulse.interviewing);
    if (door === 'unattended') unattended += 1;
    const hall = halls.get(booth.hallId) ?? {
      hall: { id: booth.hallId, name: { zh: booth.hallZh, en: booth.hallEn } },
      booths: [],
    };
    hall.booths.push({
      id: booth.id,
      number: booth.number,
      employer: { zh: booth.zh, en: booth.en },
      door,
      waiting: pulse.waiting,
      desks: pulse.desks,
      interviewing: pulse.interviewing,
      // To the minute: a figure that moves with every look would send the board out for nothing.
      longestWaitMs:
        booth.since === null ? null : Math.floor(Math.max(0, now - booth.since.getTime()) / 60_000) * 60_000,
    });
    halls.set(booth.hallId, hall);
  }
  const counted = totals.rows[0] ?? { waiting: 0, called: 0, interviewing: 0, interviewsDone: 0 };
  return {
    fairId: fair.id,
    ...timesOf(fair),
    paused: fair.pausedAt !== null,
    totals: {
      ...counted,
      present: universities.rows.reduce((sum, { present }) => sum + present, 0),
      dropOffs: universities.rows.reduce((sum, { dropOffs }) => sum + dropOffs, 0),
      idleDesks,
      unattended,
    },
    universities: universities.rows.map(({ id, zh, en, present: _present, ...counts }) => ({
      university: { id, name: { zh, en } },
      ...counts,
    })),
    halls: [...halls.values()],
  };
}
