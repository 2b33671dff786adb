import { sql } from 'kysely';
import type { EmployerId, UniversityId, UserId } from '#shared/contract/ids.ts';
import type { Queryable } from '../db/connect.ts';
import { candidateColumns } from './candidate.ts';

/** The live grants of one user. */
export function findGrants(db: Queryable, userId: UserId) {
  return db
    .selectFrom('grants')
    .select(['role', 'universityId', 'employerId'])
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .execute();
}

/** The live grants of one user with the names of where they hold. */
export function findNamedGrants(db: Queryable, userId: UserId) {
  return db
    .selectFrom('grants')
    .leftJoin('universities', 'universities.id', 'grants.universityId')
    .leftJoin('employers', 'employers.id', 'grants.employerId')
    .select([
      'grants.role',
      'grants.universityId',
      'universities.nameZh as universityZh',
      'universities.nameEn as universityEn',
      'grants.employerId',
      'employers.shortNameZh as employerZh',
      'employers.shortNameEn as employerEn',
    ])
    .where('grants.userId', '=', userId)
    .where('grants.removedAt', 'is', null)
    .orderBy('grants.createdAt')
    .execute();
}

/** The graduate's profile, with the names a screen needs. */
export function findGraduate(db: Queryable, userId: UserId) {
  return db
    .selectFrom('graduates')
    .innerJoin('universities', 'universities.id', 'graduates.universityId')
    .innerJoin('majors', 'majors.code', 'graduates.majorCode')
    .select([
      'graduates.universityId',
      'universities.nameZh as universityZh',
      'universities.nameEn as universityEn',
      'majors.code as majorCode',
      'majors.nameZh as majorZh',
      'majors.nameEn as majorEn',
      'graduates.degree',
      'graduates.graduationYear',
    ])
    .where('graduates.userId', '=', userId)
    .executeTakeFirst();
}

/** Whether an employer has a booth in a fair that none of these universities takes part in. */
export async function recruitsElsewhere(
  db: Queryable,
  employerId: EmployerId,
  universities: readonly UniversityId[],
): Promise<boolean> {
  const booth = await db
    .selectFrom('booths')
    .select('booths.id')
    .where('booths.employerId', '=', employerId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('fairUniversities')
            .whereRef('fairUniversities.fairId', '=', 'booths.fairId')
            .where((eb) => eb('fairUniversities.universityId', '=', eb.fn.any(eb.val([...universities]))))
            .select('fairUniversities.fairId'),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return booth !== undefined;
}

/** A graduate as recruiters see them. */
export function findCandidate(db: Queryable, userId: UserId) {
  return db
    .selectFrom('graduates')
    .innerJoin('users', 'users.id', 'graduates.userId')
    .innerJoin('universities', 'universities.id', 'graduates.universityId')
    .innerJoin('majors', 'majors.code', 'graduates.majorCode')
    .select(candidateColumns)
    .where('graduates.userId', '=', userId)
    .executeTakeFirstOrThrow();
}

/** Which of these sessions still live, each with its user's grants as `rightsOf` writes them: one query for all sockets. */
export function findLiveSessions(db: Queryable, sessionIds: readonly string[], now: Date) {
  return db
    .selectFrom('authSessions')
    .leftJoin('grants', (join) =>
      join.onRef('grants.userId', '=', 'authSessions.userId').on('grants.removedAt', 'is', null),
    )
    .select([
      'authSessions.id',
      sql<string[]>`coalesce(
        array_agg(grants.role || ':' || coalesce(grants.university_id::text, '') || ':' || coalesce(grants.employer_id::text, ''))
          FILTER (WHERE grants.id IS NOT NULL), '{}')`.as('grants'),
    ])
    .where('authSessions.id', 'in', [...sessionIds])
    .where('authSessions.expiresAt', '>', now)
    .groupBy('authSessions.id')
    .execute();
}
