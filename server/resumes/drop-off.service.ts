import { type BoothId, DropOffId, type PositionId, type ResumeId } from '#shared/contract/ids.ts';
import { type DeclineReason, type DropOffState, dropOffMove } from '#shared/rules/drop-off.ts';
import { dropOffOpen, fairPhase } from '#shared/rules/fair-phase.ts';
import { type Actor, allow, userOf } from '../accounts/actor.ts';
import { openBooth } from '../booths/booth.access.ts';
import type { Db } from '../db/connect.ts';
import { brokenConstraint } from '../db/errors.ts';
import type { Caller, Trx, UnitOfWork } from '../db/unit-of-work.ts';
import { timesOf } from '../fairs/fair.view.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { FileStore } from '../lib/file-store.ts';
import { findPosition } from '../positions/position.repo.ts';
import { findDropOff, findDropOffsOf, findInbox } from './drop-off.repo.ts';
import { viewInbox, viewMyDropOff } from './drop-off.view.ts';
import type { FileLinks } from './file-link.ts';
import { findOrphan } from './resume.repo.ts';

type Deps = { db: Db; unit: UnitOfWork; clock: Clock; links: FileLinks; store: FileStore };

export type DropOffService = ReturnType<typeof createDropOffService>;

/** Drop-offs: once per graduate and position, withdrawable, with a status that both sides see. Rules D1-D6. */
export function createDropOffService({ db, unit, clock, links, store }: Deps) {
  /** A drop-off that this recruiter's booth holds. @throws AppError `dropOffNotFound`, `dropOffWithdrawn`. */
  async function held(trx: Trx, actor: Actor, dropOffId: DropOffId, action: 'dropOff.open' | 'dropOff.decide') {
    const dropOff = await trx
      .selectFrom('dropOffs')
      .selectAll()
      .where('id', '=', dropOffId)
      .forUpdate()
      .executeTakeFirst();
    if (dropOff === undefined) {
      allow(actor, action, {}, 'dropOffNotFound');
      throw new AppError('dropOffNotFound');
    }
    const { booth } = await openBooth(trx, actor, dropOff.boothId, action).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'boothNotFound' ? new AppError('dropOffNotFound') : error;
    });
    if (dropOff.state === 'withdrawn') throw new AppError('dropOffWithdrawn');
    return { dropOff, fairId: booth.fairId };
  }

  async function inboxRow(trx: Trx, boothId: BoothId, id: DropOffId) {
    const [row] = await findInbox(trx, boothId, { id, limit: 1 });
    if (row === undefined) throw new AppError('dropOffNotFound');
    return row;
  }

  return {
    /**
     * Drops a résumé off for a position; the newest one unless another is named. That is the graduate's consent that this
     * employer, and nobody else, reads it. @throws AppError `alreadyDroppedOff`, `resumeMissing`, `fairNotOpen`, `fairEnded`.
     */
    async create(caller: Caller, input: { positionId: PositionId; resumeId?: ResumeId | undefined }) {
      const { actor } = caller;
      try {
        return await unit.command(caller, 'dropOff.create', input, async (trx, tell) => {
          allow(actor, 'dropOff.create', { graduate: ['published'] }, 'forbidden');
          const position = await findPosition(trx, input.positionId);
          if (position === undefined) throw new AppError('positionNotFound');
          const { fair } = await openBooth(trx, actor, position.boothId, 'dropOff.create');
          const phase = fairPhase(timesOf(fair), clock.now());
          if (phase === 'ended') throw new AppError('fairEnded');
          if (!dropOffOpen(phase)) throw new AppError('fairNotOpen');
          const graduateId = userOf(actor);
          const resume = await trx
            .selectFrom('resumes')
            .select('id')
            .where('graduateId', '=', graduateId)
            .where('removedAt', 'is', null)
            .$if(input.resumeId !== undefined, (query) => query.where('id', '=', input.resumeId as ResumeId))
            .orderBy('createdAt', 'desc')
            .limit(1)
            // Not removed under our hands: its file would be gone.
            .forShare()
            .executeTakeFirst();
          if (resume === undefined)
            throw new AppError(input.resumeId === undefined ? 'resumeMissing' : 'resumeNotFound');
          const { id } = await trx
            .insertInto('dropOffs')
            .values({
              positionId: position.id,
              boothId: position.boothId,
              graduateId,
              resumeId: resume.id,
              sentAt: new Date(clock.now()),
            })
            .returning('id')
            .executeTakeFirstOrThrow();
          tell({ type: 'dropOff.changed', fairId: fair.id, boothId: position.boothId, graduateId });
          const row = await findDropOff(trx, id);
          if (row === undefined) throw new AppError('dropOffNotFound');
          return viewMyDropOff(row);
        });
      } catch (error) {
        if (brokenConstraint(error) === 'drop_offs_once') throw new AppError('alreadyDroppedOff');
        throw error;
      }
    },

    /**
     * Takes a résumé back: from this moment the employer can no longer read it. Withdrawing twice is the same as once. The
     * file of a résumé that its owner has removed goes with the last drop-off that held it.
     */
    async withdraw(caller: Caller, dropOffId: DropOffId) {
      let orphan: string | undefined;
      const withdrawn = await unit.command(caller, 'dropOff.withdraw', { dropOffId }, async (trx, tell) => {
        const row = await trx
          .selectFrom('dropOffs')
          .selectAll()
          .where('id', '=', dropOffId)
          .forUpdate()
          .executeTakeFirst();
        allow(
          caller.actor,
          'dropOff.withdraw',
          { graduate: row?.graduateId === caller.actor.userId ? ['own'] : [] },
          'dropOffNotFound',
        );
        if (row === undefined) throw new AppError('dropOffNotFound');
        const to = dropOffMove(row.state, 'graduate', 'withdraw');
        if (to !== undefined) {
          await trx
            .updateTable('dropOffs')
            .set({ state: to, withdrawnAt: new Date(clock.now()) })
            .where('id', '=', dropOffId)
            .execute();
          orphan = await findOrphan(trx, row.resumeId);
        }
        const named = await findDropOff(trx, dropOffId);
        if (named === undefined) throw new AppError('dropOffNotFound');
        tell({ type: 'dropOff.changed', fairId: named.fairId, boothId: named.boothId, graduateId: named.graduateId });
        return viewMyDropOff(named);
      });
      if (orphan !== undefined) await store.remove(orphan);
      return withdrawn;
    },

    async mine(actor: Actor, boothId?: BoothId) {
      return (await findDropOffsOf(db, userOf(actor), boothId)).map(viewMyDropOff);
    },

    async inbox(
      actor: Actor,
      query: {
        boothId: BoothId;
        state?: DropOffState | undefined;
        positionId?: PositionId | undefined;
        after?: string | undefined;
        limit: number;
      },
    ) {
      await openBooth(db, actor, query.boothId, 'dropOff.inbox');
      const rows = await findInbox(db, query.boothId, {
        ...query,
        after: readKey(query.after),
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return {
        dropOffs: page.map(viewInbox),
        next: rows.length > query.limit && last !== undefined ? `${last.sentAt.getTime()}|${last.id}` : null,
      };
    },

    /** Opens a résumé for reading: written to the owner's access log, and its first time shown to the graduate. */
    open(caller: Caller, dropOffId: DropOffId) {
      const { actor } = caller;
      return unit.run(async (trx, tell) => {
        const { dropOff, fairId } = await held(trx, actor, dropOffId, 'dropOff.open');
        const readerId = userOf(actor);
        const now = new Date(clock.now());
        await trx
          .insertInto('resumeReads')
          .values({ resumeId: dropOff.resumeId, dropOffId, readerId, at: now })
          .execute();
        const to = dropOffMove(dropOff.state, 'recruiter', 'open') ?? dropOff.state;
        if (dropOff.openedAt === null || to !== dropOff.state) {
          await trx
            .updateTable('dropOffs')
            .set({ state: to, openedAt: dropOff.openedAt ?? now })
            .where('id', '=', dropOffId)
            .execute();
          tell({ type: 'dropOff.changed', fairId, boothId: dropOff.boothId, graduateId: dropOff.graduateId });
        }
        const resume = await trx
          .selectFrom('resumes')
          .select(['kind', 'fileName'])
          .where('id', '=', dropOff.resumeId)
          .executeTakeFirstOrThrow();
        const link = links.make({ resumeId: dropOff.resumeId, userId: readerId, dropOffId }, clock.now());
        return { dropOff: viewInbox(await inboxRow(trx, dropOff.boothId, dropOffId)), file: { ...link, ...resume } };
      });
    },

    /** Shortlists, or declines with a reason that the graduate reads. @throws AppError `invalidInput` without a reason. */
    decide(
      caller: Caller,
      input: { dropOffId: DropOffId; decision: 'shortlist' | 'decline'; reason?: DeclineReason | undefined },
    ) {
      return unit.command(caller, 'dropOff.decide', input, async (trx, tell) => {
        const { dropOff, fairId } = await held(trx, caller.actor, input.dropOffId, 'dropOff.decide');
        if (input.decision === 'decline' && input.reason === undefined)
          throw new AppError('invalidInput', { fields: ['reason'] });
        const to = dropOffMove(dropOff.state, 'recruiter', input.decision);
        if (to === undefined) throw new AppError('dropOffClosed', { state: dropOff.state });
        await trx
          .updateTable('dropOffs')
          .set({
            state: to,
            decidedAt: new Date(clock.now()),
            declineReason: input.decision === 'decline' ? input.reason : null,
          })
          .where('id', '=', input.dropOffId)
          .execute();
        tell({ type: 'dropOff.changed', fairId, boothId: dropOff.boothId, graduateId: dropOff.graduateId });
        return viewInbox(await inboxRow(trx, dropOff.boothId, input.dropOffId));
      });
    },
  };
}

function readKey(after: string | undefined): { sentAt: Date; id: string } | undefined {
  if (after === undefined) return undefined;
  const [, sentAt, tail] = /^(\d{1,15})\|(.+)$/.exec(after) ?? [];
  const id = DropOffId.safeParse(tail);
  if (!id.success) throw new AppError('invalidInput', { fields: ['after'] });
  return { sentAt: new Date(Number(sentAt)), id: id.data };
}
