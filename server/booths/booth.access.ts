import type { BoothId } from '#shared/contract/ids.ts';
import type { Action, Relation } from '#shared/rules/permissions.ts';
import type { Role } from '#shared/rules/terms.ts';
import { type Actor, allow, employersOf } from '../accounts/actor.ts';
import type { Queryable } from '../db/connect.ts';
import { type FairWithAccess, findFair } from '../fairs/fair.repo.ts';
import { relationsToFair } from '../fairs/fair.view.ts';
import { AppError } from '../lib/app-error.ts';
import { findBooth } from './booth.repo.ts';

export type BoothRow = NonNullable<Awaited<ReturnType<typeof findBooth>>>;

/** How an actor stands to a booth: as to its fair, and as one of its team once the fair is published. Rule F4. */
export function relationsToBooth(
  actor: Actor,
  booth: Pick<BoothRow, 'employerId'>,
  fair: FairWithAccess,
): Partial<Record<Role, Relation[]>> {
  const relations = relationsToFair(actor, fair);
  const team = fair.publishedAt !== null && employersOf(actor).includes(booth.employerId);
  return { ...relations, recruiter: [...(relations.recruiter ?? []), ...(team ? (['team'] as const) : [])] };
}

/** The booth and its fair, once the actor is known to be allowed. @throws AppError `boothNotFound`. */
export async function openBooth(
  db: Queryable,
  actor: Actor,
  boothId: BoothId,
  action: Action,
): Promise<{ booth: BoothRow; fair: FairWithAccess }> {
  const booth = await findBooth(db, boothId);
  const fair = booth && (await findFair(db, booth.fairId, employersOf(actor)));
  if (booth === undefined || fair === undefined) {
    allow(actor, action, {}, 'boothNotFound');
    throw new AppError('boothNotFound');
  }
  allow(actor, action, relationsToBooth(actor, booth, fair), 'boothNotFound');
  return { booth, fair };
}
