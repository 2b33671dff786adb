import type { z } from 'zod';
import type { FairInput } from '#shared/contract/http.ts';
import type { FairId, UniversityId } from '#shared/contract/ids.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import type { Action } from '#shared/rules/permissions.ts';
import { type Actor, allow, employersOf, rolesOf, universitiesOf } from '../accounts/actor.ts';
import type { Db, Queryable } from '../db/connect.ts';
import type { Caller, Trx, UnitOfWork } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import {
  countFair,
  type FairWithAccess,
  findFacets,
  findFair,
  findFairs,
  findUniversities,
  lockFair,
} from './fair.repo.ts';
import { relationsToFair, timesOf, viewFair } from './fair.view.ts';

type Deps = { db: Db; unit: UnitOfWork; clock: Clock };
type Input = z.infer<typeof FairInput>;

export type FairService = ReturnType<typeof createFairService>;

/** Fairs: who sees them, their times, publishing, pausing, extending. The phase is always the clock's. */
export function createFairService({ db, unit, clock }: Deps) {
  /** The fair, once the actor is known to be allowed. @throws AppError `fairNotFound` when they may not even know of it. */
  async function open(queryable: Queryable, actor: Actor, fairId: FairId, action: Action): Promise<FairWithAccess> {
    const fair = await findFair(queryable, fairId, employersOf(actor));
    if (fair === undefined) {
      allow(actor, action, {}, 'fairNotFound');
      throw new AppError('fairNotFound');
    }
    allow(actor, action, relationsToFair(actor, fair), 'fairNotFound');
    return fair;
  }

  /** The fair as lists and headers show it, once it was opened for the actor. */
  async function summary(queryable: Queryable, actor: Actor, fair: FairWithAccess) {
    const [universities, counts] = await Promise.all([
      findUniversities(queryable, fair.universityIds),
      countFair(queryable, fair.id),
    ]);
    return viewFair(actor, fair, universities, counts, clock.now());
  }

  /** Changes a fair whose row is locked: what is read here still holds when it is written. @throws AppError `fairEnded`. */
  async function change(
    caller: Caller,
    command: string,
    fairId: FairId,
    action: Action,
    input: unknown,
    set: (fair: FairWithAccess, trx: Trx) => Promise<void>,
  ) {
    return unit.command(caller, command, input, async (trx, tell) => {
      await lockFair(trx, fairId);
      const fair = await open(trx, caller.actor, fairId, action);
      if (fairPhase(timesOf(fair), clock.now()) === 'ended') throw new AppError('fairEnded');
      await set(fair, trx);
      tell({ type: 'fair.changed', fairId });
      return summary(trx, caller.actor, await open(trx, caller.actor, fairId, action));
    });
  }

  function checkTimes(input: Pick<Input, 'dropOffOpensAt' | 'startsAt' | 'endsAt'>): void {
    const fields = [
      ...(input.dropOffOpensAt > input.startsAt ? ['dropOffOpensAt'] : []),
      ...(input.startsAt >= input.endsAt ? ['startsAt', 'endsAt'] : []),
      ...(input.endsAt <= clock.now() ? ['endsAt'] : []),
    ];
    if (fields.length > 0) throw new AppError('fairTimesInvalid', { fields: [...new Set(fields)] });
  }

  const columns = (input: Input) => ({
    nameZh: input.name.zh,
    nameEn: input.name.en,
    noticeZh: input.notice.zh,
    noticeEn: input.notice.en,
    dropOffOpensAt: new Date(input.dropOffOpensAt),
    startsAt: new Date(input.startsAt),
    endsAt: new Date(input.endsAt),
  });

  async function setUniversities(trx: Trx, fairId: FairId, ids: readonly UniversityId[]): Promise<void> {
    const known = await findUniversities(trx, ids);
    if (known.length !== new Set(ids).size) throw new AppError('invalidInput', { fields: ['partnerUniversityIds'] });
    await trx.deleteFrom('fairUniversities').where('fairId', '=', fairId).execute();
    await trx
      .insertInto('fairUniversities')
      .values(known.map(({ id }) => ({ fairId, universityId: id })))
      .execute();
  }

  /** The university an organizer hosts from; an admin hosts from the first partner named. */
  function hostUniversity(actor: Actor, input: Input): UniversityId {
    const host =
      universitiesOf(actor, 'organizer')[0] ??
      (rolesOf(actor).includes('admin') ? input.partnerUniversityIds[0] : undefined);
    if (host === undefined) throw new AppError('invalidInput', { fields: ['partnerUniversityIds'] });
    return host;
  }

  return {
    open,
    summary,

    /** The fairs that the actor may see; published ones for graduates and recruiters, drafts too for hosts. */
    async list(actor: Actor) {
      allow(actor, 'fair.list', {}, 'forbidden');
      const fairs = await findFairs(db, employersOf(actor));
      const admin = rolesOf(actor).includes('admin');
      const visible = fairs.filter(
        (fair) => admin || Object.values(relationsToFair(actor, fair)).some((held) => held.length > 0),
      );
      return Promise.all(visible.map((fair) => summary(db, actor, fair)));
    },

    async show(actor: Actor, fairId: FairId) {
      return summary(db, actor, await open(db, actor, fairId, 'fair.show'));
    },

    async facets(actor: Actor, fairId: FairId) {
      await open(db, actor, fairId, 'fair.show');
      const { halls, cities, majors } = await findFacets(db, fairId);
      return {
        halls: halls.map(({ id, nameZh, nameEn }) => ({ id, name: { zh: nameZh, en: nameEn } })),
        cities: cities.map(({ cityZh, cityEn }) => ({ zh: cityZh, en: cityEn })),
        majors: majors.map(({ code, nameZh, nameEn }) => ({ code, zh: nameZh, en: nameEn })),
      };
    },

    async universities(actor: Actor) {
      allow(actor, 'fair.create', {}, 'forbidden');
      const own = universitiesOf(actor, 'organizer');
      const all = await findUniversities(db);
      return all
        .filter(({ id }) => !own.includes(id))
        .map(({ id, nameZh, nameEn }) => ({ id, name: { zh: nameZh, en: nameEn } }));
    },

    /** A draft with one hall; nobody but its hosts sees it until it is published. @throws AppError `fairTimesInvalid`. */
    create(caller: Caller, input: Input) {
      return unit.command(caller, 'fair.create', input, async (trx, tell) => {
        allow(caller.actor, 'fair.create', {}, 'forbidden');
        checkTimes(input);
        const hostUniversityId = hostUniversity(caller.actor, input);
        const { id } = await trx
          .insertInto('fairs')
          .values({ ...columns(input), hostUniversityId })
          .returning('id')
          .executeTakeFirstOrThrow();
        await setUniversities(trx, id, [...new Set([hostUniversityId, ...input.partnerUniversityIds])]);
        await trx.insertInto('halls').values({ fairId: id, nameZh: '主会场', nameEn: 'Main hall', place: 1 }).execute();
        tell({ type: 'fair.changed', fairId: id });
        return summary(trx, caller.actor, await open(trx, caller.actor, id, 'fair.update'));
      });
    },

    update(caller: Caller, { fairId, ...input }: Input & { fairId: FairId }) {
      return change(caller, 'fair.update', fairId, 'fair.update', { fairId, ...input }, async (fair, trx) => {
        checkTimes(input);
        await trx.updateTable('fairs').set(columns(input)).where('id', '=', fairId).execute();
        await setUniversities(trx, fairId, [...new Set([fair.hostUniversityId, ...input.partnerUniversityIds])]);
      });
    },

    publish(caller: Caller, fairId: FairId) {
      return change(caller, 'fair.publish', fairId, 'fair.publish', { fairId }, async (fair, trx) => {
        if (fair.publishedAt !== null) return;
        await trx
          .updateTable('fairs')
          .set({ publishedAt: new Date(clock.now()) })
          .where('id', '=', fairId)
          .execute();
      });
    },

    /** Stops or restarts all lines of the fair; places are kept, running interviews go on. */
    setPaused(caller: Caller, fairId: FairId, paused: boolean) {
      const command = paused ? 'fair.pause' : 'fair.resume';
      return change(caller, command, fairId, 'fair.pause', { fairId }, async (fair, trx) => {
        if ((fair.pausedAt !== null) === paused) return;
        await trx
          .updateTable('fairs')
          .set({ pausedAt: paused ? new Date(clock.now()) : null })
          .where('id', '=', fairId)
          .execute();
      });
    },

    /** Moves the end later; the lines of a fair that has ended are closed and stay so. */
    extend(caller: Caller, fairId: FairId, byMinutes: number) {
      return change(caller, 'fair.extend', fairId, 'fair.extend', { fairId, byMinutes }, async (fair, trx) => {
        const endsAt = new Date(fair.endsAt.getTime() + byMinutes * 60_000);
        await trx.updateTable('fairs').set({ endsAt }).where('id', '=', fairId).execute();
      });
    },
  };
}
