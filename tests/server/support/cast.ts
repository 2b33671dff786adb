import type { Relation, Viewer } from '#shared/rules/permissions.ts';
import type { Session, TestApp } from '../../support/app-server.ts';

/** Somebody of the matrix: a viewer of the table, signed in unless a visitor. */
export type Member = { name: string; email: string | undefined; session: Session };

/** Everybody whom the matrix sends, by name. */
export type Cast = Readonly<Record<string, Member>>;

/** Signs everybody in who is needed for both sides of every relation. */
export async function gatherCast(app: TestApp): Promise<Cast> {
  const { people, graduates } = app.seed;
  const [owner, fellow] = graduates;
  if (owner === undefined || fellow === undefined) throw new Error('the seed needs two graduates');
  const accounts = { ...people, owner, fellow };
  const members = await Promise.all(
    Object.entries(accounts).map(
      async ([name, { email }]): Promise<[string, Member]> => [name, { name, email, session: await app.signIn(email) }],
    ),
  );
  return { ...Object.fromEntries(members), visitor: { name: 'visitor', email: undefined, session: app.visitor } };
}

/** Who stands to the thing on the stage in that relation, and who of the same role does not. */
const STANDING: Record<Viewer, Partial<Record<Relation, { held: string[]; missing: string[] }>>> = {
  visitor: { any: { held: ['visitor'], missing: [] } },
  graduate: {
    any: { held: ['owner'], missing: [] },
    self: { held: ['owner'], missing: [] },
    published: { held: ['owner'], missing: ['foreignGraduate'] },
    own: { held: ['owner'], missing: ['fellow', 'foreignGraduate'] },
    party: { held: ['owner'], missing: ['fellow', 'foreignGraduate'] },
  },
  recruiter: {
    any: { held: ['alpha'], missing: [] },
    self: { held: ['alpha'], missing: [] },
    published: { held: ['alpha', 'beta'], missing: ['idle'] },
    team: { held: ['alpha', 'alphaToo'], missing: ['beta', 'idle'] },
    own: { held: ['alpha'], missing: ['alphaToo', 'beta'] },
    party: { held: ['alpha'], missing: ['alphaToo', 'beta'] },
  },
  organizer: {
    any: { held: ['organizer'], missing: [] },
    self: { held: ['organizer'], missing: [] },
    host: { held: ['organizer', 'partnerOrganizer'], missing: ['foreignOrganizer'] },
    tenant: { held: ['organizer'], missing: ['partnerOrganizer', 'foreignOrganizer'] },
  },
  counsellor: {
    any: { held: ['counsellor'], missing: [] },
    self: { held: ['counsellor'], missing: [] },
    host: { held: ['counsellor'], missing: ['foreignCounsellor'] },
  },
  admin: { any: { held: ['admin'], missing: [] }, self: { held: ['admin'], missing: [] } },
};

/** One of each role, for cells that say no to all of them. */
const ONE_OF: Record<Viewer, string> = {
  visitor: 'visitor',
  graduate: 'owner',
  recruiter: 'alpha',
  organizer: 'organizer',
  counsellor: 'counsellor',
  admin: 'admin',
};

/** What a cell of the table means for one member: let through, refused for the role, or hidden for want of the relation. */
export type Expectation = { member: Member; expected: 'allowed' | 'refused' | 'hidden' };

/** Everybody whom a cell speaks of. Throws where the cast has nobody to stand for it: then the matrix would prove nothing. */
export function expectationsOf(cast: Cast, viewer: Viewer, relation: Relation | undefined): Expectation[] {
  const named = (name: string): Member => {
    const member = cast[name];
    if (member === undefined) throw new Error(`nobody is called ${name}`);
    return member;
  };
  if (relation === undefined) return [{ member: named(ONE_OF[viewer]), expected: 'refused' }];
  const standing = STANDING[viewer][relation];
  if (standing === undefined) throw new Error(`nobody stands for ${viewer} as ${relation}`);
  return [
    ...standing.held.map((name) => ({ member: named(name), expected: 'allowed' as const })),
    ...standing.missing.map((name) => ({ member: named(name), expected: 'hidden' as const })),
  ];
}
