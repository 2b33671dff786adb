import type { BoothId, InterviewId, UserId } from '#shared/contract/ids.ts';
import type { InterviewEnding, Outcome } from '#shared/rules/interview.ts';
import { OVERTIME_MS } from '#shared/rules/limits.ts';
import type { Action, Relation } from '#shared/rules/permissions.ts';
import type { Role } from '#shared/rules/terms.ts';
import { type Actor, allow, employersOf, userOf } from '../accounts/actor.ts';
import { openBooth } from '../booths/booth.access.ts';
import type { Db, Queryable } from '../db/connect.ts';
import type { Caller, Tell, Trx, UnitOfWork } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Mover } from '../queue/ticket.service.ts';
import {
  findInterview,
  findInterviewsAt,
  findInterviewsOf,
  findRecord,
  type NamedInterview,
} from './interview.repo.ts';
import { viewRecord, viewSummary } from './interview.view.ts';

/** What the interviews tell the line: the ticket is done, in the same transaction. */
export type FinishTicket = (trx: Trx, tell: Tell, ticketId: NamedInterview['ticketId'], by: Mover) => Promise<void>;

type Deps = { db: Db; unit: UnitOfWork; clock: Clock; finishTicket: FinishTicket };

export type InterviewService = ReturnType<typeof createInterviewService>;

/** Interviews: who may enter, how they end, and what comes of them. Rules I1-I7. */
export function createInterviewService({ db, unit, clock, finishTicket }: Deps) {
  const now = () => new Date(clock.now());

  function relations(actor: Actor, row: NamedInterview): Partial<Record<Role, Relation[]>> {
    // Who recruits for the employer that interviewed them is a candidate there, and reads no record of it. Rule I7.
    const team = employersOf(actor).includes(row.employerId) && row.graduateId !== actor.userId;
    return {
      graduate: row.graduateId === actor.userId ? ['party'] : [],
      // A recruiter is a side only as long as they recruit for this employer.
      recruiter: [
        ...(team ? (['team'] as const) : []),
        ...(team && row.recruiterId === actor.userId ? (['party'] as const) : []),
      ],
    };
  }

  /** The interview, once the actor is known to be allowed. @throws AppError `interviewNotFound`. */
  async function open(queryable: Queryable, actor: Actor, id: InterviewId, action: Action): Promise<NamedInterview> {
    const row = await findInterview(queryable, id);
    if (row === undefined) {
      allow(actor, action, {}, 'interviewNotFound');
      throw new AppError('interviewNotFound');
    }
    allow(actor, action, relations(actor, row), 'interviewNotFound');
    return row;
  }

  /** Locks the row first, so that two endings meet in order, then reads it with its names. */
  async function openLocked(trx: Trx, actor: Actor, id: InterviewId, action: Action): Promise<NamedInterview> {
    await trx.selectFrom('interviews').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
    return open(trx, actor, id, action);
  }

  const changed = (tell: Tell, row: NamedInterview) =>
    tell({
      type: 'interview.changed',
      interviewId: row.id,
      fairId: row.fairId,
      boothId: row.boothId,
      graduateId: row.graduateId,
    });

  async function close(
    trx: Trx,
    tell: Tell,
    row: NamedInterview,
    endedBy: InterviewEnding,
    actorId?: UserId,
  ): Promise<void> {
    await trx.updateTable('interviews').set({ endedAt: now(), endedBy }).where('id', '=', row.id).execute();
    await finishTicket(trx, tell, row.ticketId, { actor: endedBy === 'overtime' ? 'clock' : endedBy, actorId });
    changed(tell, row);
    tell({ type: 'interview.ended', interviewId: row.id });
  }

  return {
    open,

    async show(actor: Actor, id: InterviewId) {
      return viewSummary(await open(db, actor, id, 'interview.show'), userOf(actor));
    },

    async mine(actor: Actor) {
      const userId = userOf(actor);
      return (await findInterviewsOf(db, userId)).map((row) => viewSummary(row, userId));
    },

    async ofBooth(actor: Actor, boothId: BoothId) {
      await openBooth(db, actor, boothId, 'interview.ofBooth');
      const viewer = userOf(actor);
      const rows = (await findInterviewsAt(db, boothId)).filter(({ graduateId }) => graduateId !== viewer);
      return rows.map((row) => viewRecord(row, viewer));
    },

    async record(actor: Actor, id: InterviewId) {
      await open(db, actor, id, 'interview.record');
      return viewRecord(await findRecord(db, id), userOf(actor));
    },

    /** Whether the actor may enter the room now. @throws AppError `interviewNotFound`, `interviewEnded`. */
    async admit(actor: Actor, id: InterviewId): Promise<{ role: 'graduate' | 'recruiter'; userId: UserId }> {
      const row = await open(db, actor, id, 'interview.join');
      if (row.endedAt !== null) throw new AppError('interviewEnded');
      const userId = userOf(actor);
      return { role: userId === row.graduateId ? 'graduate' : 'recruiter', userId };
    },

    /** Somebody entered or left the room; the clock starts when both sides are in it for the first time. */
    async presence(id: InterviewId, inRoom: ReadonlySet<UserId>): Promise<void> {
      await unit.run(async (trx, tell) => {
        const row = await findInterview(trx, id);
        if (row === undefined) return;
        tell({ type: 'interview.stirred', interviewId: id });
        if (!inRoom.has(row.graduateId) || !inRoom.has(row.recruiterId)) return;
        const started = await trx
          .updateTable('interviews')
          .set({ startedAt: now() })
          .where('id', '=', id)
          .where('startedAt', 'is', null)
          .where('endedAt', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (started !== undefined) changed(tell, row);
      });
    },

    say(caller: Caller, input: { interviewId: InterviewId; text: string }) {
      return unit.command(caller, 'interview.say', input, async (trx, tell) => {
        const row = await openLocked(trx, caller.actor, input.interviewId, 'interview.say');
        if (row.endedAt !== null) throw new AppError('interviewEnded');
        await trx
          .insertInto('interviewMessages')
          .values({ interviewId: row.id, senderId: userOf(caller.actor), text: input.text, at: now() })
          .execute();
        tell({ type: 'interview.stirred', interviewId: row.id });
        return { ok: true as const };
      });
    },

    /** Ends the interview for both; ending an ended one is the same as once. */
    end(caller: Caller, id: InterviewId) {
      return unit.command(caller, 'interview.end', { id }, async (trx, tell) => {
        const row = await openLocked(trx, caller.actor, id, 'interview.end');
        const by = userOf(caller.actor);
        if (row.endedAt === null) await close(trx, tell, row, row.graduateId === by ? 'graduate' : 'recruiter', by);
        return { ok: true as const };
      });
    },

    note(caller: Caller, id: InterviewId, note: string) {
      return unit.command(caller, 'interview.note', { id, note }, async (trx) => {
        await openLocked(trx, caller.actor, id, 'interview.note');
        await trx.updateTable('interviews').set({ note }).where('id', '=', id).execute();
        return { ok: true as const };
      });
    },

    /** Records the outcome; once released it stands. @throws AppError `interviewNotEnded`, `outcomeReleased`. */
    decide(caller: Caller, input: { interviewId: InterviewId; outcome: Outcome; release: boolean }) {
      return unit.command(caller, 'interview.decide', input, async (trx, tell) => {
        const row = await openLocked(trx, caller.actor, input.interviewId, 'interview.decide');
        if (row.endedAt === null) throw new AppError('interviewNotEnded');
        if (row.releasedAt !== null && row.outcome !== input.outcome) throw new AppError('outcomeReleased');
        await trx
          .updateTable('interviews')
          .set({
            outcome: input.outcome,
            decidedAt: now(),
            releasedAt: row.releasedAt ?? (input.release ? now() : null),
          })
          .where('id', '=', row.id)
          .execute();
        changed(tell, row);
        return viewRecord(await findRecord(trx, row.id), userOf(caller.actor));
      });
    },

    /** Ends what still runs when a fair's overtime is over. Returns how many. */
    endOvertime(): Promise<number> {
      return unit.run(async (trx, tell) => {
        const late = await trx
          .selectFrom('interviews')
          .innerJoin('booths', 'booths.id', 'interviews.boothId')
          .innerJoin('fairs', 'fairs.id', 'booths.fairId')
          .select('interviews.id')
          .where('interviews.endedAt', 'is', null)
          .where('fairs.endsAt', '<=', new Date(clock.now() - OVERTIME_MS))
          .limit(200)
          .forUpdate('interviews')
          .skipLocked()
          .execute();
        for (const { id } of late) {
          const row = await findInterview(trx, id);
          if (row !== undefined) await close(trx, tell, row, 'overtime');
        }
        return late.length;
      });
    },
  };
}

/** Opens the interview that an accepted call leads to, in the transaction that accepts it. */
export async function openInterview(
  trx: Trx,
  ticket: {
    id: NamedInterview['ticketId'];
    boothId: BoothId;
    positionId: NamedInterview['positionId'];
    graduateId: UserId;
    interviewerId: UserId | null;
  },
  at: Date,
): Promise<InterviewId> {
  if (ticket.interviewerId === null) throw new AppError('ticketMoveIllegal');
  const booth = await trx
    .selectFrom('booths')
    .select('plannedMs')
    .where('id', '=', ticket.boothId)
    .executeTakeFirstOrThrow();
  const { id } = await trx
    .insertInto('interviews')
    .values({
      ticketId: ticket.id,
      boothId: ticket.boothId,
      positionId: ticket.positionId,
      graduateId: ticket.graduateId,
      recruiterId: ticket.interviewerId,
      plannedMs: booth.plannedMs,
      createdAt: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
