import { sql } from 'kysely';
import type { BoothId, EmployerId, FairId, UserId } from '#shared/contract/ids.ts';
import type { Queryable } from '../db/connect.ts';

/** A booth with its employer, its hall and the facts its door follows from. */
export function findBooth(db: Queryable, boothId: BoothId) {
  return db
    .selectFrom('booths')
    .innerJoin('employers', 'employers.id', 'booths.employerId')
    .innerJoin('halls', 'halls.id', 'booths.hallId')
    .selectAll('booths')
    .select([
      'halls.nameZh as hallZh',
      'halls.nameEn as hallEn',
      'employers.nameZh',
      'employers.nameEn',
      'employers.shortNameZh',
      'employers.shortNameEn',
      'employers.industryCode',
      'employers.industryZh',
      'employers.industryEn',
      'employers.cityZh',
      'employers.cityEn',
      'employers.size',
      'employers.introZh',
      'employers.introEn',
    ])
    .where('booths.id', '=', boothId)
    .executeTakeFirst();
}

/** The moving facts of booths: people in line, desks present, interviews running. */
export type BoothPulse = {
  id: BoothId;
  fairId: FairId;
  paused: boolean;
  waiting: number;
  desks: number;
  interviewing: number;
};

/** The pulse of all booths of a fair, or of some booths. One query, whatever the number; it counts only what stands at them. */
export async function findPulses(
  db: Queryable,
  which: { fairId: FairId } | { boothIds: readonly BoothId[] },
  now: Date,
): Promise<BoothPulse[]> {
  if ('boothIds' in which && which.boothIds.length === 0) return [];
  const chosen = 'fairId' in which ? sql`b.fair_id = ${which.fairId}` : sql`b.id = ANY(${[...which.boothIds]}::uuid[])`;
  const { rows } = await sql<BoothPulse>`
    SELECT b.id, b.fair_id AS "fairId", b.paused_at IS NOT NULL AS paused,
           t.waiting::int, t.interviewing::int, d.desks::int
    FROM booths b
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE state IN ('waiting', 'paused', 'held')) AS waiting,
             count(*) FILTER (WHERE state = 'interviewing') AS interviewing
      FROM tickets WHERE booth_id = b.id AND ended_at IS NULL
    ) t
    CROSS JOIN LATERAL (
      SELECT count(*) AS desks FROM desks WHERE booth_id = b.id AND closed_at IS NULL AND present_until > ${now}
    ) d
    WHERE ${chosen} ORDER BY b.number`.execute(db);
  return rows;
}

/** Booths of a recruiter's employers, with résumés that nobody has opened yet. */
export function findBoothsOf(db: Queryable, employers: readonly EmployerId[]) {
  if (employers.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('booths')
    .innerJoin('employers', 'employers.id', 'booths.employerId')
    .innerJoin('fairs', 'fairs.id', 'booths.fairId')
    .select((eb) => [
      'booths.id',
      'booths.fairId',
      'booths.number',
      'employers.nameZh',
      'employers.nameEn',
      eb
        .selectFrom('dropOffs')
        .whereRef('dropOffs.boothId', '=', 'booths.id')
        .where('dropOffs.state', '=', 'sent')
        .select(eb.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('unread'),
    ])
    .where('booths.employerId', 'in', [...employers])
    .where('fairs.publishedAt', 'is not', null)
    .orderBy('fairs.endsAt', 'desc')
    .execute();
}

/** The recruiters of an employer, as its page names them. */
export function findRecruiters(db: Queryable, employerId: EmployerId) {
  return db
    .selectFrom('grants')
    .innerJoin('users', 'users.id', 'grants.userId')
    .select(['users.name', 'grants.titleZh', 'grants.titleEn'])
    .where('grants.employerId', '=', employerId)
    .where('grants.role', '=', 'recruiter')
    .where('grants.removedAt', 'is', null)
    .orderBy('users.name')
    .execute();
}

/** A recruiter's open desk with its booth. */
export function findOpenDesk(db: Queryable, recruiterId: UserId) {
  return db
    .selectFrom('desks')
    .selectAll()
    .where('recruiterId', '=', recruiterId)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
}

/** Employers that have no booth in the fair yet. */
export function findEmployersWithout(db: Queryable, fairId: FairId, search: string | undefined) {
  return db
    .selectFrom('employers')
    .selectAll()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('booths')
            .whereRef('booths.employerId', '=', 'employers.id')
            .where('booths.fairId', '=', fairId)
            .select('booths.id'),
        ),
      ),
    )
    .$if(search !== undefined && search !== '', (query) =>
      query.where((eb) =>
        eb.or([eb('nameZh', 'ilike', containing(search ?? '')), eb('nameEn', 'ilike', containing(search ?? ''))]),
      ),
    )
    .orderBy('nameZh')
    .limit(50)
    .execute();
}

/** A LIKE pattern for "contains", with the text's own wildcards taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
