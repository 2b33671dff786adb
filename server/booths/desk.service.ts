import type { Insertable } from 'kysely';
import type { BoothId, DeskId } from '#shared/contract/ids.ts';
import { DESK_GRACE_MS } from '#shared/rules/limits.ts';
import { type Actor, allow, userOf } from '../accounts/actor.ts';
import type { Db } from '../db/connect.ts';
import { brokenConstraint } from '../db/errors.ts';
import type { DesksTable } from '../db/schema.ts';
import { type Caller, RunAgain, type Tell, type Trx, type UnitOfWork } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import { openBooth } from './booth.access.ts';
import { findOpenDesk } from './booth.repo.ts';

export type DeskService = ReturnType<typeof createDeskService>;

/** Desks: a booth is open only while a recruiter is present at one. Presence is a lease, renewed while the desk's page is open. */
export function createDeskService({ db, unit, clock }: { db: Db; unit: UnitOfWork; clock: Clock }) {
  const lease = () => new Date(clock.now() + DESK_GRACE_MS);

  /** The desk, if it is the actor's own and open, locked: what is done at one desk is done in order. @throws AppError `deskNotFound`. */
  async function ownDesk(
    trx: Trx,
    actor: Actor,
    deskId: DeskId,
    action: 'desk.close' | 'desk.present' | 'queue.callNext',
  ) {
    const desk = await trx
      .selectFrom('desks')
      .selectAll()
      .where('id', '=', deskId)
      .where('closedAt', 'is', null)
      .forUpdate()
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

  /** A new desk. Who sat down elsewhere at the same moment is seen when the command runs again. */
  function insertDesk(trx: Trx, desk: Insertable<DesksTable>) {
    return trx
      .insertInto('desks')
      .values(desk)
      .returning(['id', 'openedAt'])
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw brokenConstraint(error) === 'desks_one_open_per_recruiter' ? new RunAgain() : error;
      });
  }

  /** Closes a desk. @throws AppError `deskBusy` while somebody is called or interviewed there. */
  async function closeDesk(trx: Trx, tell: Tell, desk: { id: DeskId; boothId: BoothId }): Promise<void> {
    const busy = await trx
      .selectFrom('tickets')
      .select('id')
      .where('deskId', '=', desk.id)
      .where('state', 'in', ['called', 'interviewing'])
      .executeTakeFirst();
    if (busy !== undefined) throw new AppError('deskBusy');
    const { fairId } = await trx
      .updateTable('desks')
      .from('booths')
      .set({ closedAt: new Date(clock.now()) })
      .where('desks.id', '=', desk.id)
      .whereRef('booths.id', '=', 'desks.boothId')
      .returning('booths.fairId')
      .executeTakeFirstOrThrow();
    tell({ type: 'booth.changed', fairId, boothId: desk.boothId });
  }

  return {
    ownDesk,

    /**
     * Sits down; the same desk again for who sits there already. A desk at another booth whose recruiter has not been seen
     * for a while is closed on the way. @throws AppError `deskElsewhere` while present or busy at another booth.
     */
    async open(caller: Caller, boothId: BoothId) {
      const recruiterId = userOf(caller.actor);
      return unit.command(caller, 'desk.open', { boothId }, async (trx, tell) => {
        const { booth } = await openBooth(trx, caller.actor, boothId, 'desk.open');
        let open = await findOpenDesk(trx, recruiterId);
        if (open !== undefined && open.boothId !== boothId) {
          const elsewhere = new AppError('deskElsewhere', { state: open.boothId });
          if (open.presentUntil.getTime() > clock.now()) throw elsewhere;
          await closeDesk(trx, tell, open).catch((error: unknown) => {
            throw error instanceof AppError ? elsewhere : error;
          });
          open = undefined;
        }
        const desk =
          open === undefined
            ? await insertDesk(trx, { boothId, recruiterId, openedAt: new Date(clock.now()), presentUntil: lease() })
            : await trx
                .updateTable('desks')
                .set({ presentUntil: lease() })
                .where('id', '=', open.id)
                .returning(['id', 'openedAt'])
                .executeTakeFirstOrThrow();
        tell({ type: 'booth.changed', fairId: booth.fairId, boothId });
        return { id: desk.id, boothId, openedAt: desk.openedAt.getTime() };
      });
    },

    /** Leaves the desk. @throws AppError `deskBusy`. */
    close(caller: Caller, deskId: DeskId) {
      return unit.command(caller, 'desk.close', { deskId }, async (trx, tell) => {
        const desk = await ownDesk(trx, caller.actor, deskId, 'desk.close');
        await closeDesk(trx, tell, desk);
        return { ok: true as const };
      });
    },

    /** Renews the presence of a recruiter at their own open desk. @throws AppError `deskNotFound`, `boothNotFound`. */
    async renew(actor: Actor, deskId: DeskId): Promise<void> {
      await unit.run(async (trx, tell) => {
        const desk = await ownDesk(trx, actor, deskId, 'desk.present');
        // Who no longer recruits for the employer does not keep its booth open.
        const { booth } = await openBooth(trx, actor, desk.boothId, 'desk.open');
        await trx.updateTable('desks').set({ presentUntil: lease() }).where('id', '=', deskId).execute();
        const lapsed = desk.presentUntil.getTime() <= clock.now();
        if (lapsed) tell({ type: 'booth.changed', fairId: booth.fairId, boothId: booth.id });
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
