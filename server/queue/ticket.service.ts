import type { BoothId, DeskId, InterviewId, PositionId, TicketId, UserId } from '#shared/contract/ids.ts';
import { boothDoor } from '#shared/rules/booth.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import { type TicketActor, type TicketMove, ticketMove } from '#shared/rules/ticket.ts';
import { findCandidate } from '../accounts/account.repo.ts';
import { type Actor, allow, userOf } from '../accounts/actor.ts';
import { viewCandidate } from '../accounts/candidate.ts';
import { openBooth } from '../booths/booth.access.ts';
import { findPulses } from '../booths/booth.repo.ts';
import type { DeskService } from '../booths/desk.service.ts';
import type { Db } from '../db/connect.ts';
import { brokenConstraint } from '../db/errors.ts';
import type { FairRow, TicketRow } from '../db/schema.ts';
import { type Caller, RunAgain, type Tell, type Trx, type UnitOfWork } from '../db/unit-of-work.ts';
import { timesOf } from '../fairs/fair.view.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import { findPosition } from '../positions/position.repo.ts';
import { findLineFacts, findTicketsOf } from './line.repo.ts';
import { loadMyTickets } from './my-tickets.ts';
import {
  findLinesOf,
  insertTicket,
  lockExpired,
  lockLines,
  lockLinesOf,
  lockNext,
  lockTicket,
  someoneWaits,
  type TicketChange,
  writeMoves,
} from './ticket.repo.ts';
import { viewMyTicket } from './ticket.view.ts';

/** Who moves a ticket; the clock has no id. */
export type Mover = { actor: TicketActor; actorId?: UserId | undefined };

/** What the line asks of the interviews above it: opened in the same transaction that accepts the call. */
export type OpenInterview = (trx: Trx, ticket: TicketRow) => Promise<InterviewId>;

type Deps = { db: Db; unit: UnitOfWork; clock: Clock; desks: DeskService; openInterview: OpenInterview };

export type TicketService = ReturnType<typeof createTicketService>;

/** The line: a place belongs to a ticket; every move follows the table in shared/rules/ticket.ts and writes its history. */
export function createTicketService({ db, unit, clock, desks, openInterview }: Deps) {
  const now = () => new Date(clock.now());

  /** Moves locked tickets as the law allows, all or none. @throws AppError `ticketMoveIllegal` with the state as it is. */
  async function moveAll(
    trx: Trx,
    tell: Tell,
    tickets: readonly TicketRow[],
    by: Mover,
    name: TicketMove,
    change: TicketChange = {},
  ): Promise<TicketRow[]> {
    const written: TicketRow[] = [];
    for (const [state, group] of Map.groupBy(tickets, (ticket) => ticket.state)) {
      const to = ticketMove(state, by.actor, name);
      if (to === undefined) throw new AppError('ticketMoveIllegal', { state });
      const move = { to, move: name, actor: by.actor, actorId: by.actorId ?? null, at: now() };
      written.push(...(await writeMoves(trx, group, move, change)));
    }
    await tellMoved(trx, tell, tickets);
    return written;
  }

  /** Moves one locked ticket. @throws AppError `ticketMoveIllegal`. */
  async function move(
    trx: Trx,
    tell: Tell,
    ticket: TicketRow,
    by: Mover,
    name: TicketMove,
    change: TicketChange = {},
  ): Promise<TicketRow> {
    const [row] = await moveAll(trx, tell, [ticket], by, name, change);
    if (row === undefined) throw new AppError('ticketNotFound');
    return row;
  }

  /** Tells that tickets moved, each with the other lines its graduate stands in. */
  async function tellMoved(trx: Trx, tell: Tell, tickets: readonly TicketRow[]): Promise<void> {
    if (tickets.length === 0) return;
    const lines = await findLinesOf(
      trx,
      tickets.map(({ graduateId }) => graduateId),
    );
    const linesOf = Map.groupBy(lines, (line) => line.graduateId);
    for (const { fairId, boothId, graduateId } of tickets) {
      const others = (linesOf.get(graduateId) ?? []).map((line) => line.boothId).filter((id) => id !== boothId);
      tell({ type: 'ticket.moved', fairId, boothId, graduateId, alsoAt: others });
    }
  }

  async function ownTicket(
    trx: Trx,
    actor: Actor,
    ticketId: TicketId,
    action: 'queue.leave' | 'queue.accept' | 'queue.decline',
  ) {
    const ticket = await lockTicket(trx, ticketId);
    allow(
      actor,
      action,
      { graduate: ticket?.graduateId === actor.userId && ticket !== undefined ? ['own'] : [] },
      'ticketNotFound',
    );
    if (ticket === undefined) throw new AppError('ticketNotFound');
    return ticket;
  }

  async function viewOf(trx: Db | Trx, ticket: Pick<TicketRow, 'id' | 'boothId' | 'graduateId'>) {
    const at = now();
    const [rows, facts, pulses] = await Promise.all([
      findTicketsOf(trx, ticket.graduateId, new Date(0), ticket.boothId),
      findLineFacts(trx, [ticket.boothId], at),
      findPulses(trx, { boothIds: [ticket.boothId] }, at),
    ]);
    const row = rows.find(({ id }) => id === ticket.id);
    if (row === undefined) throw new AppError('ticketNotFound');
    return viewMyTicket(row, facts[0], pulses[0]?.desks ?? 0, at.getTime());
  }

  async function hasEnded(trx: Trx, fairId: FairRow['id']): Promise<boolean> {
    const fair = await trx.selectFrom('fairs').select('endsAt').where('id', '=', fairId).executeTakeFirstOrThrow();
    return fair.endsAt <= now();
  }

  /** Whether calls are made in the fair at all. @throws AppError `fairEnded`, `fairNotOpen`, `fairPaused`. */
  function checkMoving(fair: FairRow): void {
    const phase = fairPhase(timesOf(fair), clock.now());
    if (phase === 'ended') throw new AppError('fairEnded');
    if (phase !== 'live' && phase !== 'closing') throw new AppError('fairNotOpen');
    if (fair.pausedAt !== null) throw new AppError('fairPaused');
  }

  return {
    /**
     * Takes a place in line. @throws AppError `alreadyInLine`, `tooManyLines`, `boothUnattended`, `boothPaused`,
     * `fairNotOpen`, `fairPaused`, `fairEnded`, `positionNotFound`.
     */
    async join(caller: Caller, input: { boothId: BoothId; positionId?: PositionId | undefined }) {
      const { actor } = caller;
      try {
        return await unit.command(caller, 'queue.join', input, async (trx, tell) => {
          const { booth, fair } = await openBooth(trx, actor, input.boothId, 'queue.join');
          checkMoving(fair);
          const [pulse] = await findPulses(trx, { boothIds: [booth.id] }, now());
          const door = boothDoor({
            phase: fairPhase(timesOf(fair), clock.now()),
            fairPaused: false,
            boothPaused: booth.pausedAt !== null,
            desksPresent: pulse?.desks ?? 0,
          });
          if (door === 'paused') throw new AppError('boothPaused');
          if (door === 'unattended') throw new AppError('boothUnattended');
          if (input.positionId !== undefined && (await findPosition(trx, input.positionId))?.boothId !== booth.id) {
            throw new AppError('positionNotFound');
          }
          const graduateId = userOf(actor);
          const lines = await lockLines(trx, graduateId, fair.id);
          if (lines.includes(booth.id)) throw new AppError('alreadyInLine');
          if (lines.length >= fair.linesPerGraduate) throw new AppError('tooManyLines');
          const ticket = await insertTicket(trx, {
            fairId: fair.id,
            boothId: booth.id,
            graduateId,
            positionId: input.positionId ?? null,
            joinedAt: now(),
          });
          await tellMoved(trx, tell, [ticket]);
          return viewOf(trx, ticket);
        });
      } catch (error) {
        if (brokenConstraint(error) === 'tickets_one_live_per_booth') throw new AppError('alreadyInLine');
        throw error;
      }
    },

    leave(caller: Caller, ticketId: TicketId) {
      return unit.command(caller, 'queue.leave', { ticketId }, async (trx, tell) => {
        const ticket = await ownTicket(trx, caller.actor, ticketId, 'queue.leave');
        const by = { actor: 'graduate', actorId: ticket.graduateId } as const;
        return viewOf(trx, await move(trx, tell, ticket, by, 'leave', { endedAt: now(), callExpiresAt: null }));
      });
    },

    /**
     * Calls the next person to a desk. Two desks never get the same person, and nobody is called to two: a lost race runs
     * again from its start. @throws AppError `lineEmpty`, `nobodyFree`, `deskBusy`, `deskNotPresent`, `boothPaused`, fair codes.
     */
    async callNext(caller: Caller, deskId: DeskId) {
      const { actor } = caller;
      return unit.command(caller, 'queue.callNext', { deskId }, async (trx, tell) => {
        const desk = await desks.ownDesk(trx, actor, deskId, 'queue.callNext');
        if (desk.presentUntil <= now()) throw new AppError('deskNotPresent');
        const { booth, fair } = await openBooth(trx, actor, desk.boothId, 'booth.desk');
        checkMoving(fair);
        if (booth.pausedAt !== null) throw new AppError('boothPaused');
        const interviewerId = userOf(actor);
        const busy = await trx
          .selectFrom('tickets')
          .select('id')
          .where('interviewerId', '=', interviewerId)
          .where('state', 'in', ['called', 'interviewing'])
          .executeTakeFirst();
        if (busy !== undefined) throw new AppError('deskBusy');
        const next = await lockNext(trx, booth.id);
        if (next === undefined) throw new AppError((await someoneWaits(trx, booth.id)) ? 'nobodyFree' : 'lineEmpty');
        const callExpiresAt = new Date(clock.now() + fair.callWindowMs);
        const called = await move(trx, tell, next, { actor: 'recruiter', actorId: interviewerId }, 'call', {
          deskId,
          interviewerId,
          calledAt: now(),
          callExpiresAt,
        }).catch((error: unknown) => {
          const broken = brokenConstraint(error);
          if (broken === 'tickets_one_taken_per_graduate') throw new RunAgain();
          if (broken === 'tickets_one_taken_per_interviewer') throw new AppError('deskBusy');
          throw error;
        });
        const candidate = viewCandidate(await findCandidate(trx, called.graduateId));
        return { ticketId: called.id, candidate, callExpiresAt: callExpiresAt.getTime() };
      });
    },

    /** Takes a call back before it was answered; the place is the old one. */
    putBack(caller: Caller, ticketId: TicketId) {
      return unit.command(caller, 'queue.putBack', { ticketId }, async (trx, tell) => {
        const ticket = await lockTicket(trx, ticketId);
        if (ticket === undefined) throw new AppError('ticketNotFound');
        await openBooth(trx, caller.actor, ticket.boothId, 'queue.putBack').catch((error: unknown) => {
          throw error instanceof AppError && error.code === 'boothNotFound' ? new AppError('ticketNotFound') : error;
        });
        const by = { actor: 'recruiter', actorId: userOf(caller.actor) } as const;
        await move(trx, tell, ticket, by, 'putBack', {
          deskId: null,
          interviewerId: null,
          calledAt: null,
          callExpiresAt: null,
        });
        return { ok: true as const };
      });
    },

    /** Accepts the call and opens the interview; accepting twice gives the same interview. @throws AppError `callExpired`, `fairEnded`. */
    accept(caller: Caller, ticketId: TicketId) {
      return unit.command(caller, 'queue.accept', { ticketId }, async (trx, tell) => {
        const ticket = await ownTicket(trx, caller.actor, ticketId, 'queue.accept');
        if (ticket.state === 'interviewing') {
          const open = await trx
            .selectFrom('interviews')
            .select('id')
            .where('ticketId', '=', ticketId)
            .executeTakeFirstOrThrow();
          return { interviewId: open.id };
        }
        const late = ticket.state === 'called' && (ticket.callExpiresAt?.getTime() ?? 0) <= clock.now();
        if (late || ticket.state === 'noShow') throw new AppError('callExpired', { state: ticket.state });
        // The end of the fair holds from its instant on, whether or not the sweeper has been there.
        if (ticket.state === 'called' && (await hasEnded(trx, ticket.fairId))) throw new AppError('fairEnded');
        const by = { actor: 'graduate', actorId: ticket.graduateId } as const;
        const accepted = await move(trx, tell, ticket, by, 'accept', { callExpiresAt: null });
        return { interviewId: await openInterview(trx, accepted) };
      });
    },

    decline(caller: Caller, ticketId: TicketId) {
      return unit.command(caller, 'queue.decline', { ticketId }, async (trx, tell) => {
        const ticket = await ownTicket(trx, caller.actor, ticketId, 'queue.decline');
        const by = { actor: 'graduate', actorId: ticket.graduateId } as const;
        return viewOf(trx, await move(trx, tell, ticket, by, 'decline', { endedAt: now(), callExpiresAt: null }));
      });
    },

    /** Own tickets: live ones and those that ended a short while ago. */
    mine: (actor: Actor, boothId?: BoothId) => loadMyTickets(db, userOf(actor), now(), boothId),

    /** The interview of a ticket is over: the ticket is done. */
    async finish(trx: Trx, tell: Tell, ticketId: TicketId, by: Mover): Promise<void> {
      const ticket = await lockTicket(trx, ticketId);
      if (ticket?.state === 'interviewing') await move(trx, tell, ticket, by, 'finish', { endedAt: now() });
    },

    /** Ends calls whose window has passed. Returns how many. */
    expireCalls(): Promise<number> {
      return unit.run(async (trx, tell) => {
        const expired = await lockExpired(trx, now());
        await moveAll(trx, tell, expired, { actor: 'clock' }, 'expire', { endedAt: now(), callExpiresAt: null });
        return expired.length;
      });
    },

    /** Closes every place and call of a fair that has ended. */
    async closeLines(trx: Trx, tell: Tell, fairId: FairRow['id']): Promise<void> {
      const places = await lockLinesOf(trx, fairId);
      await moveAll(trx, tell, places, { actor: 'clock' }, 'close', { endedAt: now(), callExpiresAt: null });
    },
  };
}
