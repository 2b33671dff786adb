import type { z } from 'zod';
import type { BoothId, EmployerId, FairId, HallId } from '#shared/contract/ids.ts';
import type { PositionView } from '#shared/contract/views.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import { type Actor, employersOf } from '../accounts/actor.ts';
import type { Db } from '../db/connect.ts';
import { brokenConstraint } from '../db/errors.ts';
import type { Caller, UnitOfWork } from '../db/unit-of-work.ts';
import type { FairService } from '../fairs/fair.service.ts';
import { timesOf } from '../fairs/fair.view.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import { findPositions } from '../positions/position.repo.ts';
import { openBooth } from './booth.access.ts';
import { findBoothsOf, findEmployersWithout, findPulses, findRecruiters } from './booth.repo.ts';
import { viewEmployer, viewLive } from './booth.view.ts';

type Deps = { db: Db; unit: UnitOfWork; fairs: FairService; clock: Clock };

export type BoothService = ReturnType<typeof createBoothService>;

/** Booths: the employer's page, opening and pausing, and giving an employer a booth. */
export function createBoothService({ db, unit, fairs, clock }: Deps) {
  async function pulseOf(boothId: BoothId) {
    const [pulse] = await findPulses(db, { boothIds: [boothId] }, new Date(clock.now()));
    if (pulse === undefined) throw new AppError('boothNotFound');
    return pulse;
  }

  return {
    /** The employer's page in a fair, without what is the viewer's own there. */
    async show(actor: Actor, boothId: BoothId) {
      const { booth, fair } = await openBooth(db, actor, boothId, 'booth.show');
      const [positions, recruiters, pulse, summary] = await Promise.all([
        findPositions(db, boothId),
        findRecruiters(db, booth.employerId),
        pulseOf(boothId),
        fairs.summary(db, actor, fair),
      ]);
      return {
        id: booth.id,
        number: booth.number,
        fair: summary,
        hall: { id: booth.hallId, name: { zh: booth.hallZh, en: booth.hallEn } },
        employer: { ...viewEmployer(booth.employerId, booth), intro: { zh: booth.introZh, en: booth.introEn } },
        positions: positions satisfies z.infer<typeof PositionView>[],
        live: viewLive(fair, pulse, clock.now()),
        plannedMs: booth.plannedMs,
        recruiters: recruiters.map(({ name, titleZh, titleEn }) => ({ name, title: { zh: titleZh, en: titleEn } })),
      };
    },

    /** The recruiter's own booths in published fairs. */
    async mine(actor: Actor) {
      const booths = await findBoothsOf(db, employersOf(actor));
      const pulses = await findPulses(db, { boothIds: booths.map(({ id }) => id) }, new Date(clock.now()));
      return Promise.all(
        booths.map(async (booth) => {
          const fair = await fairs.open(db, actor, booth.fairId, 'fair.show');
          const pulse = pulses.find(({ id }) => id === booth.id) ?? (await pulseOf(booth.id));
          return {
            id: booth.id,
            number: booth.number,
            employer: { zh: booth.nameZh, en: booth.nameEn },
            fair: await fairs.summary(db, actor, fair),
            live: viewLive(fair, pulse, clock.now()),
            unread: booth.unread,
          };
        }),
      );
    },

    /** Pauses a booth or opens it again; the line keeps its places. */
    setPaused(caller: Caller, boothId: BoothId, paused: boolean) {
      return unit.command(caller, paused ? 'booth.pause' : 'booth.resume', { boothId }, async (trx, tell) => {
        const { booth } = await openBooth(trx, caller.actor, boothId, 'booth.pause');
        if ((booth.pausedAt !== null) !== paused) {
          await trx
            .updateTable('booths')
            .set({ pausedAt: paused ? new Date(clock.now()) : null })
            .where('id', '=', boothId)
            .execute();
          tell({ type: 'booth.changed', fairId: booth.fairId, boothId });
        }
        return { ok: true as const };
      });
    },

    async employersWithout(actor: Actor, { fairId, search }: { fairId: FairId; search?: string | undefined }) {
      await fairs.open(db, actor, fairId, 'booth.create');
      return (await findEmployersWithout(db, fairId, search)).map((row) => viewEmployer(row.id, row));
    },

    /** Gives an employer a booth. @throws AppError `employerTaken` when it or the number has one already, `fairEnded`. */
    async create(caller: Caller, input: { fairId: FairId; employerId: EmployerId; hallId: HallId; number: string }) {
      try {
        return await unit.command(caller, 'booth.create', input, async (trx, tell) => {
          const fair = await fairs.open(trx, caller.actor, input.fairId, 'booth.create');
          if (fairPhase(timesOf(fair), clock.now()) === 'ended') throw new AppError('fairEnded');
          const [hall, employer] = await Promise.all([
            trx
              .selectFrom('halls')
              .select('id')
              .where('id', '=', input.hallId)
              .where('fairId', '=', input.fairId)
              .executeTakeFirst(),
            trx.selectFrom('employers').select('id').where('id', '=', input.employerId).executeTakeFirst(),
          ]);
          if (hall === undefined) throw new AppError('invalidInput', { fields: ['hallId'] });
          if (employer === undefined) throw new AppError('invalidInput', { fields: ['employerId'] });
          const booth = await trx.insertInto('booths').values(input).returning('id').executeTakeFirstOrThrow();
          tell({ type: 'fair.changed', fairId: input.fairId });
          return booth;
        });
      } catch (error) {
        if (brokenConstraint(error) === 'booths_fair_id_employer_id_key')
          throw new AppError('employerTaken', { fields: ['employerId'] });
        if (brokenConstraint(error) === 'booths_fair_id_number_key')
          throw new AppError('employerTaken', { fields: ['number'] });
        throw error;
      }
    },
  };
}
