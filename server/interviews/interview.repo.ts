import type { BoothId, InterviewId, UserId } from '#shared/contract/ids.ts';
import { candidateColumns } from '../accounts/candidate.ts';
import type { Queryable } from '../db/connect.ts';

/** A chat is part of each snapshot of its room, so only so much of it goes out. */
const MESSAGES_SHOWN = 200;

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

/** With the live drop-off that belongs to each: the one for the position talked about, else the newest at the booth. */
const withDropOff = (db: Queryable) =>
  withNames(db).select((eb) =>
    eb
      .selectFrom('dropOffs')
      .whereRef('dropOffs.graduateId', '=', 'interviews.graduateId')
      .whereRef('dropOffs.boothId', '=', 'interviews.boothId')
      .where('dropOffs.withdrawnAt', 'is', null)
      .orderBy(
        (order) => order('dropOffs.positionId', 'is not distinct from', order.ref('interviews.positionId')),
        'desc',
      )
      .orderBy('dropOffs.sentAt', 'desc')
      .select('dropOffs.id')
      .limit(1)
      .as('dropOffId'),
  );

/** What the team's record of an interview shows. */
export type RecordedInterview = Awaited<ReturnType<typeof findRecord>>;

export function findRecord(db: Queryable, id: InterviewId) {
  return withDropOff(db).where('interviews.id', '=', id).executeTakeFirstOrThrow();
}

/** A booth's interviews, newest first. */
export function findInterviewsAt(db: Queryable, boothId: BoothId) {
  return withDropOff(db)
    .where('interviews.boothId', '=', boothId)
    .orderBy('interviews.createdAt', 'desc')
    .limit(200)
    .execute();
}

/** The newest messages of an interview's chat, oldest first. */
export async function findMessages(db: Queryable, interviewId: InterviewId) {
  const newest = await db
    .selectFrom('interviewMessages')
    .select(['id', 'senderId', 'text', 'at'])
    .where('interviewId', '=', interviewId)
    .orderBy('id', 'desc')
    .limit(MESSAGES_SHOWN)
    .execute();
  return newest.reverse();
}
