import { sql } from 'kysely';
import type { BoothId, UserId } from '#shared/contract/ids.ts';
import { candidateColumns } from '../accounts/candidate.ts';
import type { Queryable } from '../db/connect.ts';

/** Finished interviews that a booth's own wait is estimated from. */
const LENGTHS_SEEN = 30;
/** Finished interviews of the fair that its mean is taken from: bounded, since it is asked for at every move of a line. */
const FAIR_LENGTHS_SEEN = 200;

/** Interview lengths of booths, ms: own ones, the mean of the fair's newest, and how long busy desks have been at it. */
export type LineFacts = { boothId: BoothId; lengthsMs: number[]; busyForMs: number[]; fairMeanMs: number | null };

/** The facts that waits at these booths are estimated from, in one query. */
export async function findLineFacts(db: Queryable, boothIds: readonly BoothId[], now: Date): Promise<LineFacts[]> {
  if (boothIds.length === 0) return [];
  const { rows } = await sql<LineFacts>`
    SELECT b.id AS "boothId",
      ARRAY(
        SELECT (extract(epoch FROM i.ended_at - i.started_at) * 1000)::float8
        FROM interviews i WHERE i.booth_id = b.id AND i.ended_at IS NOT NULL AND i.started_at IS NOT NULL
        ORDER BY i.ended_at DESC LIMIT ${LENGTHS_SEEN}
      ) AS "lengthsMs",
      ARRAY(
        SELECT greatest(0, extract(epoch FROM ${now}::timestamptz - coalesce(i.started_at, i.created_at)) * 1000)::float8
        FROM interviews i WHERE i.booth_id = b.id AND i.ended_at IS NULL
      ) || ARRAY(
        SELECT 0::float8 FROM tickets t WHERE t.booth_id = b.id AND t.state = 'called'
      ) AS "busyForMs",
      (
        SELECT (extract(epoch FROM avg(newest.length)) * 1000)::float8 FROM (
          SELECT i.ended_at - i.started_at AS length
          FROM interviews i JOIN booths o ON o.id = i.booth_id
          WHERE o.fair_id = b.fair_id AND i.ended_at IS NOT NULL AND i.started_at IS NOT NULL
          ORDER BY i.ended_at DESC LIMIT ${FAIR_LENGTHS_SEEN}
        ) newest
      ) AS "fairMeanMs"
    FROM booths b WHERE b.id = ANY(${[...boothIds]}::uuid[])`.execute(db);
  return rows;
}

/** The line of a booth in order, without names. */
export function findLine(db: Queryable, boothId: BoothId) {
  return db
    .selectFrom('tickets')
    .select(['number', 'state', 'seq'])
    .where('boothId', '=', boothId)
    .where('endedAt', 'is', null)
    .orderBy('seq')
    .execute();
}

/** A graduate's own tickets of the last day and all live ones, with what their cards name. */
export function findTicketsOf(db: Queryable, graduateId: UserId, since: Date, boothId?: BoothId) {
  return db
    .selectFrom('tickets')
    .innerJoin('booths', 'booths.id', 'tickets.boothId')
    .innerJoin('employers', 'employers.id', 'booths.employerId')
    .innerJoin('fairs', 'fairs.id', 'tickets.fairId')
    .leftJoin('positions', 'positions.id', 'tickets.positionId')
    .leftJoin('users as interviewer', 'interviewer.id', 'tickets.interviewerId')
    .leftJoin('interviews', (join) =>
      join.onRef('interviews.ticketId', '=', 'tickets.id').on('interviews.endedAt', 'is', null),
    )
    .selectAll('tickets')
    .select((eb) => [
      'booths.number as boothNumber',
      'booths.pausedAt as boothPausedAt',
      'employers.shortNameZh as employerZh',
      'employers.shortNameEn as employerEn',
      'positions.titleZh',
      'positions.titleEn',
      'interviewer.name as interviewerName',
      'interviews.id as interviewId',
      'fairs.dropOffOpensAt',
      'fairs.startsAt',
      'fairs.endsAt',
      'fairs.pausedAt as fairPausedAt',
      eb
        .selectFrom('tickets as before')
        .whereRef('before.boothId', '=', 'tickets.boothId')
        .whereRef('before.seq', '<', 'tickets.seq')
        // Named, although the states say it too: the index of lines holds live tickets only.
        .where('before.endedAt', 'is', null)
        .where('before.state', 'in', ['waiting', 'paused', 'held'])
        .select(eb.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('ahead'),
    ])
    .where('tickets.graduateId', '=', graduateId)
    .where((eb) => eb.or([eb('tickets.endedAt', 'is', null), eb('tickets.endedAt', '>', since)]))
    .$if(boothId !== undefined, (query) => query.where('tickets.boothId', '=', boothId as BoothId))
    .orderBy('tickets.joinedAt', 'desc')
    .execute();
}

/** The line of a booth with the people in it, for its team. */
export function findNamedLine(db: Queryable, boothId: BoothId) {
  return db
    .selectFrom('tickets')
    .innerJoin('graduates', 'graduates.userId', 'tickets.graduateId')
    .innerJoin('users', 'users.id', 'graduates.userId')
    .innerJoin('universities', 'universities.id', 'graduates.universityId')
    .innerJoin('majors', 'majors.code', 'graduates.majorCode')
    .leftJoin('positions', 'positions.id', 'tickets.positionId')
    .leftJoin('interviews', (join) =>
      join.onRef('interviews.ticketId', '=', 'tickets.id').on('interviews.endedAt', 'is', null),
    )
    .selectAll('tickets')
    .select(candidateColumns)
    .select((eb) => [
      'positions.titleZh',
      'positions.titleEn',
      'interviews.id as interviewId',
      eb
        .selectFrom('dropOffs')
        .whereRef('dropOffs.graduateId', '=', 'tickets.graduateId')
        .whereRef('dropOffs.boothId', '=', 'tickets.boothId')
        .where('dropOffs.withdrawnAt', 'is', null)
        .orderBy(
          (order) => order('dropOffs.positionId', 'is not distinct from', order.ref('tickets.positionId')),
          'desc',
        )
        .orderBy('dropOffs.sentAt', 'desc')
        .select('dropOffs.id')
        .limit(1)
        .as('dropOffId'),
      eb
        .exists(
          eb
            .selectFrom('tickets as taken')
            .whereRef('taken.graduateId', '=', 'tickets.graduateId')
            .whereRef('taken.id', '!=', 'tickets.id')
            .where('taken.state', 'in', ['called', 'interviewing'])
            .select('taken.id'),
        )
        .$castTo<boolean>()
        .as('elsewhere'),
    ])
    .where('tickets.boothId', '=', boothId)
    .where('tickets.endedAt', 'is', null)
    .orderBy('tickets.seq')
    .execute();
}

/** Tickets of a booth that ended without an interview since a moment, newest first. */
export function findRecentlyEnded(db: Queryable, boothId: BoothId, since: Date) {
  return db
    .selectFrom('tickets')
    .innerJoin('graduates', 'graduates.userId', 'tickets.graduateId')
    .innerJoin('users', 'users.id', 'graduates.userId')
    .innerJoin('universities', 'universities.id', 'graduates.universityId')
    .innerJoin('majors', 'majors.code', 'graduates.majorCode')
    .select(['tickets.number', 'tickets.state', 'tickets.endedAt', ...candidateColumns])
    .where('tickets.boothId', '=', boothId)
    .where('tickets.endedAt', '>', since)
    .where('tickets.state', '!=', 'done')
    .orderBy('tickets.endedAt', 'desc')
    .limit(20)
    .execute();
}

/** Open desks of a booth with a recruiter present, and what each is busy with. */
export function findDesks(db: Queryable, boothId: BoothId, now: Date) {
  return db
    .selectFrom('desks')
    .innerJoin('users', 'users.id', 'desks.recruiterId')
    .leftJoin('tickets', (join) =>
      join.onRef('tickets.deskId', '=', 'desks.id').on('tickets.state', 'in', ['called', 'interviewing']),
    )
    .leftJoin('interviews', (join) =>
      join.onRef('interviews.ticketId', '=', 'tickets.id').on('interviews.endedAt', 'is', null),
    )
    .select(['desks.id', 'desks.recruiterId', 'users.name', 'tickets.id as ticketId', 'interviews.id as interviewId'])
    .where('desks.boothId', '=', boothId)
    .where('desks.closedAt', 'is', null)
    .where('desks.presentUntil', '>', now)
    .orderBy('desks.openedAt')
    .execute();
}
