import { sql } from 'kysely';
import type { BoothId, DropOffId, PositionId, UserId } from '#shared/contract/ids.ts';
import type { DropOffState } from '#shared/rules/drop-off.ts';
import { candidateColumns } from '../accounts/candidate.ts';
import type { Queryable } from '../db/connect.ts';

const withNames = (db: Queryable) =>
  db
    .selectFrom('dropOffs')
    .innerJoin('positions', 'positions.id', 'dropOffs.positionId')
    .innerJoin('booths', 'booths.id', 'dropOffs.boothId')
    .innerJoin('employers', 'employers.id', 'booths.employerId')
    .selectAll('dropOffs')
    .select([
      'positions.titleZh',
      'positions.titleEn',
      'booths.number as boothNumber',
      'booths.fairId',
      'employers.shortNameZh as employerZh',
      'employers.shortNameEn as employerEn',
    ]);

/** A drop-off with the names its owner reads. */
export type NamedDropOff = Awaited<ReturnType<typeof findDropOffsOf>>[number];

/** A graduate's drop-offs, newest first; at one booth when named. */
export function findDropOffsOf(db: Queryable, graduateId: UserId, boothId?: BoothId) {
  const all = withNames(db).where('dropOffs.graduateId', '=', graduateId).orderBy('dropOffs.sentAt', 'desc');
  return (boothId === undefined ? all : all.where('dropOffs.boothId', '=', boothId)).execute();
}

/** One drop-off. */
export function findDropOff(db: Queryable, dropOffId: DropOffId) {
  return withNames(db).where('dropOffs.id', '=', dropOffId).executeTakeFirst();
}

/** The inbox of a booth, newest first, after a key `sentAt|id`. */
export function findInbox(
  db: Queryable,
  boothId: BoothId,
  filter: {
    state?: DropOffState | undefined;
    positionId?: PositionId | undefined;
    after?: { sentAt: Date; id: string } | undefined;
    limit: number;
    id?: DropOffId | undefined;
  },
) {
  return db
    .selectFrom('dropOffs')
    .innerJoin('positions', 'positions.id', 'dropOffs.positionId')
    .innerJoin('graduates', 'graduates.userId', 'dropOffs.graduateId')
    .innerJoin('users', 'users.id', 'graduates.userId')
    .innerJoin('universities', 'universities.id', 'graduates.universityId')
    .innerJoin('majors', 'majors.code', 'graduates.majorCode')
    .selectAll('dropOffs')
    .select(['positions.titleZh', 'positions.titleEn', ...candidateColumns])
    .where('dropOffs.boothId', '=', boothId)
    .where('dropOffs.withdrawnAt', 'is', null)
    .$if(filter.id !== undefined, (query) => query.where('dropOffs.id', '=', filter.id as DropOffId))
    .$if(filter.state !== undefined, (query) => query.where('dropOffs.state', '=', filter.state as DropOffState))
    .$if(filter.positionId !== undefined, (query) =>
      query.where('dropOffs.positionId', '=', filter.positionId as PositionId),
    )
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(drop_offs.sent_at, drop_offs.id) < (${filter.after?.sentAt}, ${filter.after?.id}::uuid)`,
      ),
    )
    .orderBy('dropOffs.sentAt', 'desc')
    .orderBy('dropOffs.id', 'desc')
    .limit(filter.limit)
    .execute();
}
