import { sql } from 'kysely';
import type { EmployerId, FairId, UniversityId } from '#shared/contract/ids.ts';
import type { Queryable } from '../db/connect.ts';
import type { FairRow } from '../db/schema.ts';

/** A fair with what decides who may see it. */
export type FairWithAccess = FairRow & { universityIds: UniversityId[]; employsHere: boolean };

const withAccess = (db: Queryable, employers: readonly EmployerId[]) =>
  db
    .selectFrom('fairs')
    .selectAll('fairs')
    .select((eb) => [
      eb
        .selectFrom('fairUniversities')
        .whereRef('fairUniversities.fairId', '=', 'fairs.id')
        .select(sql<UniversityId[]>`array_agg(university_id::text)`.as('ids'))
        .$asScalar()
        .$notNull()
        .as('universityIds'),
      eb
        .exists(
          eb
            .selectFrom('booths')
            .whereRef('booths.fairId', '=', 'fairs.id')
            .where((booth) => booth('booths.employerId', '=', booth.fn.any(booth.val([...employers]))))
            .select('booths.id'),
        )
        .$castTo<boolean>()
        .as('employsHere'),
    ]);

/** One fair, for somebody who recruits for these employers. */
export function findFair(
  db: Queryable,
  fairId: FairId,
  employers: readonly EmployerId[],
): Promise<FairWithAccess | undefined> {
  return withAccess(db, employers).where('fairs.id', '=', fairId).executeTakeFirst();
}

/** Locks a fair's row for the rest of the transaction; joins, which only refer to it, are not kept waiting. */
export async function lockFair(db: Queryable, fairId: FairId): Promise<void> {
  await db.selectFrom('fairs').select('id').where('id', '=', fairId).forNoKeyUpdate().executeTakeFirst();
}

/** All fairs, the nearest first. */
export function findFairs(db: Queryable, employers: readonly EmployerId[]): Promise<FairWithAccess[]> {
  return withAccess(db, employers).orderBy('fairs.endsAt', 'desc').execute();
}

/** Names of universities by id. */
export function findUniversities(db: Queryable, ids?: readonly UniversityId[]) {
  const all = db.selectFrom('universities').select(['id', 'nameZh', 'nameEn']).orderBy('nameZh');
  return (ids === undefined ? all : all.where('id', 'in', [...ids])).execute();
}

/** Booths, positions, openings and graduates of a fair: four different things. */
export function countFair(db: Queryable, fairId: FairId) {
  return db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('booths')
        .where('fairId', '=', fairId)
        .select(eb.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('booths'),
      eb
        .selectFrom('positions')
        .innerJoin('booths', 'booths.id', 'positions.boothId')
        .where('booths.fairId', '=', fairId)
        .select(eb.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('positions'),
      eb
        .selectFrom('positions')
        .innerJoin('booths', 'booths.id', 'positions.boothId')
        .where('booths.fairId', '=', fairId)
        .select(sql<number>`coalesce(sum(positions.openings), 0)`.as('n'))
        .$asScalar()
        .$notNull()
        .as('openings'),
      eb
        .selectFrom('graduates')
        .innerJoin('fairUniversities', 'fairUniversities.universityId', 'graduates.universityId')
        .where('fairUniversities.fairId', '=', fairId)
        .select(eb.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('graduates'),
    ])
    .executeTakeFirstOrThrow();
}

/** Halls in their order, and the cities and majors that positions of the fair name. */
export async function findFacets(db: Queryable, fairId: FairId) {
  const [halls, cities, majors] = await Promise.all([
    db.selectFrom('halls').select(['id', 'nameZh', 'nameEn']).where('fairId', '=', fairId).orderBy('place').execute(),
    db
      .selectFrom('positions')
      .innerJoin('booths', 'booths.id', 'positions.boothId')
      .where('booths.fairId', '=', fairId)
      .select(['positions.cityZh', 'positions.cityEn'])
      .groupBy(['positions.cityZh', 'positions.cityEn'])
      .orderBy((eb) => eb.fn.countAll(), 'desc')
      .execute(),
    db
      .selectFrom('majors')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('positions')
            .innerJoin('booths', 'booths.id', 'positions.boothId')
            .where('booths.fairId', '=', fairId)
            .where(sql<boolean>`positions.major_codes @> ARRAY[majors.code]`)
            .select('positions.id'),
        ),
      )
      .select(['code', 'nameZh', 'nameEn'])
      .orderBy('code')
      .execute(),
  ]);
  return { halls, cities, majors };
}
