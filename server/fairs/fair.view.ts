import type { z } from 'zod';
import type { UniversityId } from '#shared/contract/ids.ts';
import type { FairSummary } from '#shared/contract/views.ts';
import { type FairTimes, fairPhase } from '#shared/rules/fair-phase.ts';
import type { Relation } from '#shared/rules/permissions.ts';
import type { Role } from '#shared/rules/terms.ts';
import { type Actor, rolesOf, universitiesOf } from '../accounts/actor.ts';
import type { FairRow } from '../db/schema.ts';
import type { FairWithAccess } from './fair.repo.ts';

/** The times of a stored fair as the rules take them. */
export function timesOf(fair: Pick<FairRow, 'dropOffOpensAt' | 'startsAt' | 'endsAt'>): FairTimes {
  return {
    dropOffOpensAt: fair.dropOffOpensAt.getTime(),
    startsAt: fair.startsAt.getTime(),
    endsAt: fair.endsAt.getTime(),
  };
}

/** How an actor stands to a fair, role by role. */
export function relationsToFair(actor: Actor, fair: FairWithAccess): Partial<Record<Role, Relation[]>> {
  const at = (role: Role) => universitiesOf(actor, role).some((id) => fair.universityIds.includes(id));
  const published = fair.publishedAt !== null;
  return {
    graduate: published && at('graduate') ? ['published'] : [],
    recruiter: published && fair.employsHere ? ['published'] : [],
    organizer: at('organizer') ? ['host'] : [],
    counsellor: at('counsellor') ? ['host'] : [],
  };
}

/** Whether the actor may organize the fair. */
export function hosts(actor: Actor, fair: FairWithAccess): boolean {
  return rolesOf(actor).includes('admin') || (relationsToFair(actor, fair).organizer ?? []).includes('host');
}

type UniversityName = { id: UniversityId; nameZh: string; nameEn: string };

/** A fair as lists and headers show it. */
export function viewFair(
  actor: Actor,
  fair: FairWithAccess,
  universities: readonly UniversityName[],
  counts: z.infer<typeof FairSummary>['counts'],
  now: number,
): z.infer<typeof FairSummary> {
  const times = timesOf(fair);
  return {
    id: fair.id,
    name: { zh: fair.nameZh, en: fair.nameEn },
    notice: { zh: fair.noticeZh, en: fair.noticeEn },
    universities: universities
      .filter(({ id }) => fair.universityIds.includes(id))
      .sort((a, b) => Number(b.id === fair.hostUniversityId) - Number(a.id === fair.hostUniversityId))
      .map(({ id, nameZh, nameEn }) => ({ id, name: { zh: nameZh, en: nameEn } })),
    ...times,
    timeZone: fair.timeZone,
    published: fair.publishedAt !== null,
    paused: fair.pausedAt !== null,
    phase: fairPhase(times, now),
    counts,
    hosting: hosts(actor, fair),
  };
}
