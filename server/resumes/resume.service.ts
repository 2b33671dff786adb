import type { Readable } from 'node:stream';
import type { ResumeId, UserId } from '#shared/contract/ids.ts';
import { RESUMES_PER_GRADUATE } from '#shared/rules/limits.ts';
import { type Actor, allow, rolesOf, userOf } from '../accounts/actor.ts';
import { openBooth } from '../booths/booth.access.ts';
import type { Db, Queryable } from '../db/connect.ts';
import type { Caller, UnitOfWork } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { FileStore } from '../lib/file-store.ts';
import type { FileLinks } from './file-link.ts';
import { findOrphan } from './resume.repo.ts';
import type { Upload } from './upload.ts';

type Deps = { db: Db; unit: UnitOfWork; clock: Clock; store: FileStore; links: FileLinks };

export type ResumeService = ReturnType<typeof createResumeService>;

/** A graduate's own résumés and the links to their files. */
export function createResumeService({ db, unit, clock, store, links }: Deps) {
  const live = (queryable: Queryable) => queryable.selectFrom('resumes').selectAll().where('removedAt', 'is', null);

  async function checkLimit(queryable: Queryable, graduateId: UserId): Promise<void> {
    const { n } = await queryable
      .selectFrom('resumes')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('graduateId', '=', graduateId)
      .where('removedAt', 'is', null)
      .executeTakeFirstOrThrow();
    if (n >= RESUMES_PER_GRADUATE) throw new AppError('resumeLimitReached');
  }

  async function own(queryable: Queryable, actor: Actor, resumeId: ResumeId, action: 'resume.link' | 'resume.remove') {
    const resume = await live(queryable).where('id', '=', resumeId).executeTakeFirst();
    const mine = resume !== undefined && resume.graduateId === actor.userId;
    allow(actor, action, { graduate: mine ? ['own'] : [] }, 'resumeNotFound');
    if (resume === undefined) throw new AppError('resumeNotFound');
    return resume;
  }

  return {
    async list(actor: Actor) {
      allow(actor, 'resume.list', { graduate: ['self'] }, 'forbidden');
      const rows = await live(db).where('graduateId', '=', userOf(actor)).orderBy('createdAt', 'desc').execute();
      return rows.map(viewResume);
    },

    /** Whether one more may be uploaded; asked before the first byte is read. @throws AppError `resumeLimitReached`. */
    async checkRoom(actor: Actor): Promise<void> {
      allow(actor, 'resume.upload', { graduate: ['self'] }, 'forbidden');
      await checkLimit(db, userOf(actor));
    },

    /**
     * Keeps an upload as the graduate's newest résumé; the same file again is the same résumé. A file that is not kept is
     * not left behind. @throws AppError `resumeLimitReached` when others came in between.
     */
    async keep(caller: Caller, upload: Upload) {
      const graduateId = userOf(caller.actor);
      let used = false;
      try {
        const row = await unit.run(async (trx) => {
          await trx
            .selectFrom('graduates')
            .select('userId')
            .where('userId', '=', graduateId)
            .forUpdate()
            .executeTakeFirst();
          const same = await live(trx)
            .where('graduateId', '=', graduateId)
            .where('sha256', '=', upload.sha256)
            .executeTakeFirst();
          if (same !== undefined) return same;
          await checkLimit(trx, graduateId);
          return trx
            .insertInto('resumes')
            .values({ ...upload, graduateId, createdAt: new Date(clock.now()) })
            .returningAll()
            .executeTakeFirstOrThrow();
        });
        used = row.fileKey === upload.fileKey;
        return viewResume(row);
      } finally {
        if (!used) await store.remove(upload.fileKey);
      }
    },

    async link(actor: Actor, resumeId: ResumeId) {
      const resume = await own(db, actor, resumeId, 'resume.link');
      const link = links.make({ resumeId, userId: userOf(actor), dropOffId: null }, clock.now());
      return { ...link, kind: resume.kind, fileName: resume.fileName };
    },

    /** Removes a résumé from the list; its file goes at once unless an employer still holds it by a drop-off. */
    async remove(caller: Caller, resumeId: ResumeId) {
      const orphan = await unit.command(caller, 'resume.remove', { resumeId }, async (trx) => {
        await own(trx, caller.actor, resumeId, 'resume.remove');
        await trx
          .updateTable('resumes')
          .set({ removedAt: new Date(clock.now()) })
          .where('id', '=', resumeId)
          .execute();
        return (await findOrphan(trx, resumeId)) ?? null;
      });
      if (orphan !== null) await store.remove(orphan);
      return { ok: true as const };
    },

    /**
     * Opens the file behind a link for the person it was made for. Rights are read again: a withdrawn drop-off or a lost
     * role ends the link at once. @throws AppError `fileLinkExpired`, `resumeNotFound`, `dropOffWithdrawn`.
     */
    async openFile(
      actor: Actor,
      token: string,
    ): Promise<{ content: Readable; kind: 'pdf' | 'docx'; fileName: string; size: number }> {
      const grant = links.read(token, clock.now());
      if (grant.userId !== actor.userId) {
        if (rolesOf(actor).length === 0) throw new AppError('unauthenticated');
        throw new AppError('resumeNotFound');
      }
      if (grant.dropOffId !== null) {
        const dropOff = await db
          .selectFrom('dropOffs')
          .select(['boothId', 'withdrawnAt'])
          .where('id', '=', grant.dropOffId)
          .executeTakeFirst();
        if (dropOff === undefined) throw new AppError('resumeNotFound');
        if (dropOff.withdrawnAt !== null) throw new AppError('dropOffWithdrawn');
        await openBooth(db, actor, dropOff.boothId, 'file.read');
      } else {
        allow(actor, 'file.read', { graduate: ['own'] }, 'resumeNotFound');
      }
      const resume = await db.selectFrom('resumes').selectAll().where('id', '=', grant.resumeId).executeTakeFirst();
      // Its owner has removed it; an employer who holds it reads on until the drop-off is withdrawn.
      const gone = resume === undefined || (grant.dropOffId === null && resume.removedAt !== null);
      if (gone) throw new AppError('resumeNotFound');
      return { content: store.read(resume.fileKey), kind: resume.kind, fileName: resume.fileName, size: resume.size };
    },
  };
}

function viewResume(row: { id: ResumeId; fileName: string; kind: 'pdf' | 'docx'; size: number; createdAt: Date }) {
  return { id: row.id, fileName: row.fileName, kind: row.kind, size: row.size, createdAt: row.createdAt.getTime() };
}
