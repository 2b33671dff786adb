import type { BoothId, FairId, UserId } from '#shared/contract/ids.ts';
import type { BoothDoor } from '#shared/rules/booth.ts';
import { HALL_VIEW_INTERVAL_MS, VIEW_INTERVAL_MS } from '#shared/rules/limits.ts';
import { allow } from '../accounts/actor.ts';
import { openBooth } from '../booths/booth.access.ts';
import { findPulses } from '../booths/booth.repo.ts';
import { doorOf } from '../booths/booth.view.ts';
import type { Db } from '../db/connect.ts';
import type { FairService } from '../fairs/fair.service.ts';
import { timesOf } from '../fairs/fair.view.ts';
import { findInterview, findMessages } from '../interviews/interview.repo.ts';
import type { InterviewService } from '../interviews/interview.service.ts';
import { viewRoom } from '../interviews/interview.view.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Fact } from '../lib/facts.ts';
import { loadBoothDesk } from './booth-desk.ts';
import { loadBoothLine } from './booth-line.ts';
import { loadFairBoard } from './fair-board.ts';
import { loadMyDay } from './my-day.ts';
import type { Presence } from './presence.ts';
import type { ViewDefinitions } from './view-registry.ts';

type Deps = { db: Db; clock: Clock; fairs: FairService; interviews: InterviewService; presence: Presence };

const atFair = (fact: Fact): FairId | undefined => ('fairId' in fact && fact.fairId !== null ? fact.fairId : undefined);
const atBooth = (fact: Fact): BoothId | undefined => ('boothId' in fact ? fact.boothId : undefined);
const ofGraduate = (fact: Fact): UserId | undefined => ('graduateId' in fact ? fact.graduateId : undefined);

/** All live views of the product. What each shows is loaded by a file of its own where it takes more than a line. */
export function defineViews({ db, clock, fairs, interviews, presence }: Deps): ViewDefinitions {
  const now = () => new Date(clock.now());

  async function fairRow(fairId: FairId) {
    const fair = await db.selectFrom('fairs').selectAll().where('id', '=', fairId).executeTakeFirst();
    if (fair === undefined) throw new AppError('fairNotFound');
    return fair;
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
          booths: pulses.map((pulse): [BoothId, BoothDoor, number, number] => [
            pulse.id,
            doorOf(fair, pulse, clock.now()),
            pulse.waiting,
            pulse.desks,
          ]),
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
      load: ({ boothId }) => loadBoothLine(db, boothId, now()),
      staleOn: (fact) => {
        if (fact.type === 'fair.changed') return 'all';
        const boothId = atBooth(fact);
        return boothId === undefined || fact.type === 'dropOff.changed' ? [] : [{ boothId }];
      },
      intervalMs: VIEW_INTERVAL_MS,
    },

    boothDesk: {
      authorize: async (actor, { boothId }) => void (await openBooth(db, actor, boothId, 'booth.desk')),
      load: ({ boothId }) => loadBoothDesk(db, boothId, now()),
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
      load: ({ userId }) => loadMyDay(db, userId, now()),
      // Own moves only: the place in line comes from `boothLine`, which goes out once for everybody in it.
      staleOn: (fact) => {
        const userId = ofGraduate(fact);
        return userId === undefined ? [] : [{ userId }];
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
