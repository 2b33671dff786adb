import type { BoothId, DeskId, UserId } from '#shared/contract/ids.ts';
import { DESK_GRACE_MS } from '#shared/rules/limits.ts';
import { type Actor, allow, userOf } from '../accounts/actor.ts';
import type { Db } from '../db/connect.ts';
import { brokenConstraint } from '../db/errors.ts';
import type { Caller, Trx, UnitOfWork } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import { openBooth } from './booth.access.ts';
import { findOpenDesk } from './booth.repo.ts';

export type DeskService = ReturnType<typeof createDeskService>;

/** Desks: a booth is open only while a recruiter is present at one. Presence is a lease, renewed while the desk's page is open. */
export function createDeskService({ db, unit, clock }: { db: Db; unit: UnitOfWork; clock: Clock }) {
  const lease = () => new Date(clock.now() + DESK_GRACE_MS);

  /** The desk, if it is the actor's own and open. @throws AppError `deskNotFound`. */
  async function ownDesk(trx: Trx, actor: Actor, deskId: DeskId, action: 'desk.close' | 'queue.callNext') {
    const desk = await trx
      .selectFrom('desks')
      .selectAll()
      .where('id', '=', deskId)
      .where('closedAt', 'is', null)
      .executeTakeFirst();
    allow(
      actor,
      action,
      { recruiter: desk?.recruiterId === actor.userId && desk !== undefined ? ['own'] : [] },
      'deskNotFound',
    );
    if (desk === undefined) throw new AppError('deskNotFound');
    return desk;
  }

  return {
    ownDesk,

    /** Sits down; the same desk again for who sits there already. @throws AppError `deskElsewhere` while at another booth. */
    async open(caller: Caller, boothId: BoothId) {
      const recruiterId = userOf(caller.actor);
      try {
        return await unit.command(caller, 'desk.open', { boothId }, async (trx, tell) => {
          const { booth } = await openBooth(trx, caller.actor, boothId, 'desk.open');
          const open = await findOpenDesk(trx, recruiterId);
          if (open !== undefined && open.boothId !== boothId)
            throw new AppError('deskElsewhere', { state: open.boothId });
          const desk =
            open === undefined
              ? await trx
                  .insertInto('desks')
                  .values({ boothId, recruiterId, openedAt: new Date(clock.now()), presentUntil: lease() })
                  .returning(['id', 'openedAt'])
                  .executeTakeFirstOrThrow()
              : await trx
                  .updateTable('desks')
                  .set({ presentUntil: lease() })
                  .where('id', '=', open.id)
                  .returning(['id', 'openedAt'])
                  .executeTakeFirstOrThrow();
          tell({ type: 'booth.changed', fairId: booth.fairId, boothId });
          return { id: desk.id, boothId, openedAt: desk.openedAt.getTime() };
        });
      } catch (error) {
        if (brokenConstraint(error) === 'desks_one_open_per_recruiter') throw new AppError('deskElsewhere');
        throw error;
      }
    },

    /** Leaves the desk. @throws AppError `deskBusy` while somebody is called or interviewed there. */
    close(caller: Caller, deskId: DeskId) {
      return unit.command(caller, 'desk.close', { deskId }, async (trx, tell) => {
        const desk = await ownDesk(trx, caller.actor, deskId, 'desk.close');
        const busy = await trx
          .selectFrom('tickets')
          .select('id')
          .where('deskId', '=', deskId)
          .where('state', 'in', ['called', 'interviewing'])
          .executeTakeFirst();
        if (busy !== undefined) throw new AppError('deskBusy');
        await trx
          .updateTable('desks')
          .set({ closedAt: new Date(clock.now()) })
          .where('id', '=', deskId)
          .execute();
        const booth = await trx
          .selectFrom('booths')
          .select('fairId')
          .where('id', '=', desk.boothId)
          .executeTakeFirstOrThrow();
        tell({ type: 'booth.changed', fairId: booth.fairId, boothId: desk.boothId });
        return { ok: true as const };
      });
    },

    /** Renews the presence of a recruiter at their own open desk. @throws AppError `deskNotFound`. */
    async renew(recruiterId: UserId, deskId: DeskId): Promise<void> {
      const now = new Date(clock.now());
      await unit.run(async (trx, tell) => {
        const before = await trx
          .selectFrom('desks')
          .innerJoin('booths', 'booths.id', 'desks.boothId')
          .select(['desks.presentUntil', 'desks.boothId', 'booths.fairId'])
          .where('desks.id', '=', deskId)
          .where('desks.recruiterId', '=', recruiterId)
          .where('desks.closedAt', 'is', null)
          .executeTakeFirst();
        if (before === undefined) throw new AppError('deskNotFound');
        await trx.updateTable('desks').set({ presentUntil: lease() }).where('id', '=', deskId).execute();
        if (before.presentUntil <= now) tell({ type: 'booth.changed', fairId: before.fairId, boothId: before.boothId });
      });
    },

    /** Desks whose presence ran out between two moments: their booths' doors have to be looked at again. */
    async lapsed(after: Date, until: Date) {
      return db
        .selectFrom('desks')
        .innerJoin('booths', 'booths.id', 'desks.boothId')
        .select(['desks.boothId', 'booths.fairId'])
        .where('desks.closedAt', 'is', null)
        .where('desks.presentUntil', '>', after)
        .where('desks.presentUntil', '<=', until)
        .execute();
    },
  };
}
