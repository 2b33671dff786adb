import type { BoothId, DropOffId, InterviewId, UserId } from '#shared/contract/ids.ts';
import { candidateColumns } from '../accounts/candidate.ts';
import type { Queryable } from '../db/connect.ts';

const withNames = (db: Queryable) =>
  db
    .selectFrom('interviews')
    .innerJoin('booths', 'booths.id', 'interviews.boothId')
    .innerJoin('employers', 'employers.id', 'booths.employerId')
    .innerJoin('users as recruiter', 'recruiter.id', 'interviews.recruiterId')
    .innerJoin('graduates', 'graduates.userId', 'interviews.graduateId')
    .innerJoin('users', 'users.id', 'interviews.graduateId')
    .innerJoin('universities', 'universities.id', 'graduates.universityId')
    .innerJoin('majors', 'majors.code', 'graduates.majorCode')
    .leftJoin('positions', 'positions.id', 'interviews.positionId')
    .selectAll('interviews')
    .select([
      'booths.number as boothNumber',
      'booths.fairId',
      'booths.employerId',
      'employers.shortNameZh as employerZh',
      'employers.shortNameEn as employerEn',
      'recruiter.name as recruiterName',
      'positions.titleZh',
      'positions.titleEn',
      ...candidateColumns,
    ]);

/** An interview with the names of its two sides. */
export type NamedInterview = NonNullable<Awaited<ReturnType<typeof findInterview>>>;

export function findInterview(db: Queryable, id: InterviewId) {
  return withNames(db).where('interviews.id', '=', id).executeTakeFirst();
}

/** Interviews that somebody was a side of, newest first. */
export function findInterviewsOf(db: Queryable, userId: UserId) {
  return withNames(db)
    .where((eb) => eb.or([eb('interviews.graduateId', '=', userId), eb('interviews.recruiterId', '=', userId)]))
    .orderBy('interviews.createdAt', 'desc')
    .limit(200)
    .execute();
}

/** A booth's interviews, newest first. */
export function findInterviewsAt(db: Queryable, boothId: BoothId) {
  return withNames(db)
    .where('interviews.boothId', '=', boothId)
    .orderBy('interviews.createdAt', 'desc')
    .limit(200)
    .execute();
}

/** The live drop-off of a graduate at a booth that belongs to their interview there. */
export async function findDropOffFor(db: Queryable, interview: NamedInterview): Promise<DropOffId | null> {
  const row = await db
    .selectFrom('dropOffs')
    .select('id')
    .where('graduateId', '=', interview.graduateId)
    .where('boothId', '=', interview.boothId)
    .where('withdrawnAt', 'is', null)
    .orderBy((eb) => eb('positionId', 'is not distinct from', eb.val(interview.positionId)), 'desc')
    .orderBy('sentAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The chat of an interview, oldest first. */
export function findMessages(db: Queryable, interviewId: InterviewId) {
  return db
    .selectFrom('interviewMessages')
    .select(['id', 'senderId', 'text', 'at'])
    .where('interviewId', '=', interviewId)
    .orderBy('id')
    .limit(500)
    .execute();
}
