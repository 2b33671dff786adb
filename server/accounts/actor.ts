import type { ErrorCode } from '#shared/contract/errors.ts';
import type { EmployerId, UniversityId, UserId } from '#shared/contract/ids.ts';
import { type Action, mayEver, permits, type Relation } from '#shared/rules/permissions.ts';
import type { Role } from '#shared/rules/terms.ts';
import { AppError } from '../lib/app-error.ts';

/** One role that somebody holds, read fresh from the database. */
export type ActorGrant = { role: Role; universityId: UniversityId | null; employerId: EmployerId | null };

/** Who acts. A visitor has neither user nor grants. Never taken from what the client says. */
export type Actor = {
  userId: UserId | undefined;
  sessionId: string | undefined;
  grants: readonly ActorGrant[];
};

export const VISITOR: Actor = { userId: undefined, sessionId: undefined, grants: [] };

/** The roles that an actor holds anywhere. */
export function rolesOf(actor: Actor): Role[] {
  return [...new Set(actor.grants.map((grant) => grant.role))];
}

/** Grants written as words, in an order of their own: equal for equal rights, whoever wrote them down. */
export function grantsWord(words: readonly string[]): string {
  return [...words].sort().join();
}

/** The rights of an actor as one word. */
export function rightsOf(actor: Actor): string {
  return grantsWord(
    actor.grants.map((grant) => [grant.role, grant.universityId ?? '', grant.employerId ?? ''].join(':')),
  );
}

/** The universities at which an actor holds one of the roles. */
export function universitiesOf(actor: Actor, ...roles: Role[]): UniversityId[] {
  return actor.grants.flatMap((grant) =>
    roles.includes(grant.role) && grant.universityId !== null ? [grant.universityId] : [],
  );
}

/** The employers an actor recruits for. */
export function employersOf(actor: Actor): EmployerId[] {
  return actor.grants.flatMap((grant) =>
    grant.role === 'recruiter' && grant.employerId !== null ? [grant.employerId] : [],
  );
}

/** The first check at the edge, before input is looked at: may one of these roles ever do this? */
export function allowRole(actor: Actor, action: Action): void {
  if (mayEver(action, rolesOf(actor))) return;
  throw new AppError(actor.userId === undefined ? 'unauthenticated' : 'forbidden');
}

/**
 * The full check, with the relations to the thing at hand. Each relation is held in one role only: an organizer who is
 * a host gains nothing for their other roles.
 *
 * @throws AppError `unauthenticated`; `forbidden` when the role never may; `hidden` (a not-found code) when the relation
 *   is missing, so that the existence of what one may not see is not told.
 */
export function allow(
  actor: Actor,
  action: Action,
  relations: Partial<Record<Role, readonly Relation[]>>,
  hidden: ErrorCode,
): void {
  allowRole(actor, action);
  const roles = rolesOf(actor);
  if (roles.some((role) => permits(action, [role], new Set(relations[role] ?? [])))) return;
  throw new AppError(hidden);
}

/** The id of a signed-in actor. @throws AppError `unauthenticated` for a visitor. */
export function userOf(actor: Actor): UserId {
  if (actor.userId === undefined) throw new AppError('unauthenticated');
  return actor.userId;
}
