import type { ResumeId } from '#shared/contract/ids.ts';
import type { Queryable } from '../db/connect.ts';

/**
 * The file of a résumé that its owner has removed and no drop-off holds any more; undefined while somebody may read it.
 * Locks the résumé, so that the last two to let go of it meet in order.
 */
export async function findOrphan(db: Queryable, resumeId: ResumeId): Promise<string | undefined> {
  const resume = await db
    .selectFrom('resumes')
    .select(['fileKey', 'removedAt'])
    .where('id', '=', resumeId)
    .forUpdate()
    .executeTakeFirst();
  if (resume === undefined || resume.removedAt === null) return undefined;
  const held = await db
    .selectFrom('dropOffs')
    .select('id')
    .where('resumeId', '=', resumeId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
  return held === undefined ? resume.fileKey : undefined;
}
