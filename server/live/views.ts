import type { z } from 'zod';
import type { BoothId, FairId, UserId } from '#shared/contract/ids.ts';
import type { BoothDeskView, BoothLineView, MyDayView } from '#shared/contract/views.ts';
import { HALL_VIEW_INTERVAL_MS, VIEW_INTERVAL_MS } from '#shared/rules/limits.ts';
import { allow } from '../accounts/actor.ts';
import { viewCandidate } from '../accounts/candidate.ts';
import { openBooth } from '../booths/booth.access.ts';
import { findBooth, findPulses } from '../booths/booth.repo.ts';
import { doorOf } from '../booths/booth.view.ts';
import type { Db } from '../db/connect.ts';
import type { FairService } from '../fairs/fair.service.ts';
import { timesOf } from '../fairs/fair.view.ts';
import { findInterview, findInterviewsOf, findMessages } from '../interviews/interview.repo.ts';
import type { InterviewService } from '../interviews/interview.service.ts';
import { viewRoom, viewSummary } from '../interviews/interview.view.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Fact } from '../lib/facts.ts';
import {
  findDesks,
  findLine,
  findLineFacts,
  findNamedLine,
  findRecentlyEnded,
  findTicketsOf,
} from '../queue/line.repo.ts';
import { viewMyTicket, viewWait } from '../queue/ticket.view.ts';
import { findDropOffsOf } from '../resumes/drop-off.repo.ts';
import { viewMyDropOff } from '../resumes/drop-off.view.ts';
import { loadFairBoard } from './fair-board.ts';
import type { Presence } from './presence.ts';
import type { ViewDefinitions } from './view-registry.ts';

type Deps = { db: Db; clock: Clock; fairs: FairService; interviews: InterviewService; presence: Presence };

/** A ticket that ended stays on its graduate's screen for this long. */
const TICKETS_SHOWN_MS = 12 * 60 * 60_000;
/** A ticket that ended without an interview stays on the desk's screen for this long. */
const RECENT_MS = 60 * 60_000;

const atFair = (fact: Fact): FairId | undefined => ('fairId' in fact && fact.fairId !== null ? fact.fairId : undefined);
const atBooth = (fact: Fact): BoothId | undefined => ('boothId' in fact ? fact.boothId : undefined);
const ofGraduate = (fact: Fact): UserId | undefined => ('graduateId' in fact ? fact.graduateId : undefined);

/** All live views of the product. */
export function defineViews({ db, clock, fairs, interviews, presence }: Deps): ViewDefinitions {
  const now = () => new Date(clock.now());

  async function fairRow(fairId: FairId) {
    const fair = await db.selectFrom('fairs').selectAll().where('id', '=', fairId).executeTakeFirst();
    if (fair === undefined) throw new AppError('fairNotFound');
    return fair;
  }

  async function boothFacts(boothId: BoothId) {
    const booth = await findBooth(db, boothId);
    if (booth === undefined) throw new AppError('boothNotFound');
    const [fair, [pulse]] = await Promise.all([fairRow(booth.fairId), findPulses(db, { boothIds: [boothId] }, now())]);
    if (pulse === undefined) throw new AppError('boothNotFound');
    return { booth, pulse, door: doorOf(fair, pulse, clock.now()) };
  }

  return {
    fairFloor: {
      authorize: async (actor, { fairId }) => void (await fairs.open(db, actor, fairId, 'fair.show')),
      load: async ({ fairId }) => {
        const [fair, pulses] = await Promise.all([fairRow(fairId), findPulses(db, { fairId }, now())]);
        return {
          fairId,
          ...timesOf(fair),
          paused: fair.pausedAt !== null,
          booths: pulses.map(
            (pulse) =>
              [pulse.id, doorOf(fair, pulse, clock.now()), pulse.waiting, pulse.desks] as [
                BoothId,
                ReturnType<typeof doorOf>,
                number,
                number,
              ],
          ),
        };
      },
      staleOn: (fact) => {
        const fairId = atFair(fact);
        if (fairId === undefined || fact.type === 'dropOff.changed' || fact.type === 'presence.changed') return [];
        return [{ fairId }];
      },
      intervalMs: HALL_VIEW_INTERVAL_MS,
    },

    fairBoard: {
      authorize: async (actor, { fairId }) => void (await fairs.open(db, actor, fairId, 'fair.board')),
      load: async ({ fairId }) => loadFairBoard(db, await fairRow(fairId), presence.online(), clock.now()),
      staleOn: (fact) => {
        if (fact.type === 'presence.changed' && fact.fairId === null) return 'all';
        const fairId = atFair(fact);
        return fairId === undefined ? [] : [{ fairId }];
      },
      intervalMs: 2 * HALL_VIEW_INTERVAL_MS,
    },

    boothLine: {
      authorize: async (actor, { boothId }) => void (await openBooth(db, actor, boothId, 'booth.show')),
      load: async ({ boothId }): Promise<z.infer<typeof BoothLineView>> => {
        const [{ pulse, door }, line, [facts]] = await Promise.all([
          boothFacts(boothId),
          findLine(db, boothId),
          findLineFacts(db, [boothId], now()),
        ]);
        let ahead = 0;
        return {
          boothId,
          door,
          desks: pulse.desks,
          interviewing: pulse.interviewing,
          line: line.map(({ number, state }) => {
            const lined = state === 'waiting' || state === 'paused' || state === 'held';
            const wait = lined ? viewWait(facts, pulse.desks, ahead) : null;
            if (lined) ahead += 1;
            return { number, state, wait };
          }),
        };
      },
      staleOn: (fact) => {
        if (fact.type === 'fair.changed') return 'all';
        const boothId = atBooth(fact);
        return boothId === undefined || fact.type === 'dropOff.changed' ? [] : [{ boothId }];
      },
      intervalMs: VIEW_INTERVAL_MS,
    },

    boothDesk: {
      authorize: async (actor, { boothId }) => void (await openBooth(db, actor, boothId, 'booth.desk')),
      load: async ({ boothId }): Promise<z.infer<typeof BoothDeskView>> => {
        const [{ booth, door }, desks, line, recent, counts] = await Promise.all([
          boothFacts(boothId),
          findDesks(db, boothId, now()),
          findNamedLine(db, boothId),
          findRecentlyEnded(db, boothId, new Date(clock.now() - RECENT_MS)),
          db
            .selectNoFrom((eb) => [
              eb
                .selectFrom('dropOffs')
                .where('boothId', '=', boothId)
                .where('state', '=', 'sent')
                .select(eb.fn.countAll<number>().as('n'))
                .$asScalar()
                .$notNull()
                .as('unread'),
              eb
                .selectFrom('interviews')
                .where('boothId', '=', boothId)
                .where('endedAt', 'is not', null)
                .select(eb.fn.countAll<number>().as('n'))
                .$asScalar()
                .$notNull()
                .as('finished'),
            ])
            .executeTakeFirstOrThrow(),
        ]);
        return {
          boothId,
          door,
          paused: booth.pausedAt !== null,
          plannedMs: booth.plannedMs,
          desks: desks.map((desk) => ({
            id: desk.id,
            recruiter: { id: desk.recruiterId, name: desk.name },
            ticketId: desk.ticketId,
            interviewId: desk.interviewId,
          })),
          line: line.map((row) => ({
            ticketId: row.id,
            number: row.number,
            state: row.state,
            joinedAt: row.joinedAt.getTime(),
            calledAt: row.calledAt?.getTime() ?? null,
            callExpiresAt: row.callExpiresAt?.getTime() ?? null,
            candidate: viewCandidate(row),
            position:
              row.positionId === null
                ? null
                : { id: row.positionId, title: { zh: row.titleZh ?? '', en: row.titleEn ?? '' } },
            dropOffId: row.dropOffId,
            elsewhere: row.elsewhere,
            interviewId: row.interviewId,
          })),
          recent: recent.map((row) => ({
            number: row.number,
            state: row.state,
            candidate: viewCandidate(row),
            endedAt: row.endedAt?.getTime() ?? 0,
          })),
          ...counts,
        };
      },
      // A graduate who is taken elsewhere, or free again, changes the other lines they stand in too.
      staleOn: (fact) => {
        if (fact.type === 'fair.changed') return 'all';
        if (fact.type === 'ticket.moved') return [fact.boothId, ...fact.alsoAt].map((boothId) => ({ boothId }));
        const boothId = atBooth(fact);
        return boothId === undefined ? [] : [{ boothId }];
      },
      intervalMs: VIEW_INTERVAL_MS,
    },

    myDay: {
      personal: true,
      authorize: async (actor) => allow(actor, 'queue.myDay', { graduate: ['self'] }, 'forbidden'),
      load: async (params) => loadMyDay(db, (params as unknown as { userId: UserId }).userId, now()),
      // Own moves only: the place in line comes from `boothLine`, which goes out once for everybody in it.
      staleOn: (fact) => {
        const userId = ofGraduate(fact);
        return userId === undefined ? [] : [{ userId } as unknown as Record<string, never>];
      },
      intervalMs: VIEW_INTERVAL_MS,
    },

    interview: {
      authorize: async (actor, { interviewId }) =>
        void (await interviews.open(db, actor, interviewId, 'interview.show')),
      load: async ({ interviewId }) => {
        const [row, messages] = await Promise.all([findInterview(db, interviewId), findMessages(db, interviewId)]);
        if (row === undefined) throw new AppError('interviewNotFound');
        return viewRoom(row, messages, presence.inRoom(interviewId));
      },
      staleOn: (fact) => ('interviewId' in fact ? [{ interviewId: fact.interviewId }] : []),
      intervalMs: VIEW_INTERVAL_MS,
    },
  };
}

/** What is happening to one graduate. */
export async function loadMyDay(db: Db, userId: UserId, now: Date): Promise<z.infer<typeof MyDayView>> {
  const [tickets, dropOffs, interviews] = await Promise.all([
    findTicketsOf(db, userId, new Date(now.getTime() - TICKETS_SHOWN_MS)),
    findDropOffsOf(db, userId),
    findInterviewsOf(db, userId),
  ]);
  const boothIds = [...new Set(tickets.filter(({ endedAt }) => endedAt === null).map(({ boothId }) => boothId))];
  const [facts, pulses] = await Promise.all([findLineFacts(db, boothIds, now), findPulses(db, { boothIds }, now)]);
  return {
    tickets: tickets.map((row) =>
      viewMyTicket(
        row,
        facts.find(({ boothId }) => boothId === row.boothId),
        pulses.find(({ id }) => id === row.boothId)?.desks ?? 0,
        now.getTime(),
      ),
    ),
    dropOffs: dropOffs.map(viewMyDropOff),
    interviews: interviews.filter(({ graduateId }) => graduateId === userId).map((row) => viewSummary(row, userId)),
  };
}
