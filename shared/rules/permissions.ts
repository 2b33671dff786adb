import type { Role } from './terms.ts';

/** A visitor holds no role. */
export const VIEWERS = ['visitor', 'graduate', 'recruiter', 'organizer', 'counsellor', 'admin'] as const;
export type Viewer = (typeof VIEWERS)[number];

/**
 * How a person stands to the thing acted on. `any`: no relation is needed. `self`: it is about themselves.
 * `published`: the fair is published and the person belongs to it (a graduate of one of its universities, a recruiter with a booth).
 * `host`: organizer of one of the fair's universities. `team`: recruiter of the booth. `own`: they hold the ticket, the
 * résumé, the drop-off, the desk. `party`: one of the two sides of the interview. `tenant`: within their own university.
 */
export const RELATIONS = ['any', 'self', 'published', 'host', 'team', 'own', 'party', 'tenant'] as const;
export type Relation = (typeof RELATIONS)[number];

type Row = Partial<Record<Viewer, Relation>>;
const everybody = (relation: Relation): Row => Object.fromEntries(VIEWERS.map((viewer) => [viewer, relation]));
const signedIn = (relation: Relation): Row =>
  Object.fromEntries(VIEWERS.filter((viewer) => viewer !== 'visitor').map((viewer) => [viewer, relation]));

/**
 * Who may do what: row = action, column = role, cell = the relation that is needed. An empty cell is a no.
 * Every route and socket event names a row; a test walks the whole matrix. Rules P1-P5 of docs/SPEC.md.
 */
export const PERMISSIONS = {
  'account.me': everybody('any'),
  'account.demo': everybody('any'),
  'account.acceptInvitation': everybody('any'),
  'account.signIn': everybody('any'),
  'account.signOut': everybody('any'),
  'account.changePassword': signedIn('self'),
  'account.setLocale': signedIn('self'),
  'account.invite': { admin: 'any', organizer: 'tenant' },

  'fair.list': signedIn('any'),
  'fair.show': { graduate: 'published', recruiter: 'published', organizer: 'host', counsellor: 'host', admin: 'any' },
  'fair.create': { organizer: 'any', admin: 'any' },
  'fair.update': { organizer: 'host', admin: 'any' },
  'fair.publish': { organizer: 'host', admin: 'any' },
  'fair.pause': { organizer: 'host', admin: 'any' },
  'fair.extend': { organizer: 'host', admin: 'any' },
  'fair.board': { organizer: 'host', counsellor: 'host', admin: 'any' },

  'booth.show': { graduate: 'published', recruiter: 'published', organizer: 'host', counsellor: 'host', admin: 'any' },
  'booth.create': { organizer: 'host', admin: 'any' },
  'booth.mine': { recruiter: 'self' },
  'booth.pause': { recruiter: 'team', organizer: 'host', admin: 'any' },
  'booth.desk': { recruiter: 'team' },
  'desk.open': { recruiter: 'team' },
  'desk.present': { recruiter: 'own' },
  'desk.close': { recruiter: 'own' },

  'resume.list': { graduate: 'self' },
  'resume.upload': { graduate: 'self' },
  'resume.link': { graduate: 'own' },
  'resume.remove': { graduate: 'own' },
  'file.read': { graduate: 'own', recruiter: 'team' },

  'dropOff.create': { graduate: 'published' },
  'dropOff.withdraw': { graduate: 'own' },
  'dropOff.inbox': { recruiter: 'team' },
  'dropOff.open': { recruiter: 'team' },
  'dropOff.decide': { recruiter: 'team' },

  'queue.myDay': { graduate: 'self' },
  'queue.join': { graduate: 'published' },
  'queue.leave': { graduate: 'own' },
  'queue.callNext': { recruiter: 'own' },
  'queue.putBack': { recruiter: 'team' },
  'queue.accept': { graduate: 'own' },
  'queue.decline': { graduate: 'own' },

  'interview.show': { graduate: 'party', recruiter: 'party' },
  'interview.mine': { graduate: 'self', recruiter: 'self' },
  'interview.ofBooth': { recruiter: 'team' },
  'interview.record': { recruiter: 'team' },
  'interview.join': { graduate: 'party', recruiter: 'party' },
  'interview.say': { graduate: 'party', recruiter: 'party' },
  'interview.end': { graduate: 'party', recruiter: 'party' },
  'interview.note': { recruiter: 'party' },
  'interview.decide': { recruiter: 'party' },

  /** The view itself names the action that counts. */
  'view.subscribe': signedIn('any'),
} as const satisfies Record<string, Row>;

export type Action = keyof typeof PERMISSIONS;

/** Whether somebody with these roles and relations to the thing may do `action`. `any` is always held. */
export function permits(action: Action, roles: readonly Role[], relations: ReadonlySet<Relation>): boolean {
  const row: Row = PERMISSIONS[action];
  const viewers: readonly Viewer[] = roles.length === 0 ? ['visitor'] : roles;
  return viewers.some((viewer) => {
    const needed = row[viewer];
    return needed !== undefined && (needed === 'any' || relations.has(needed));
  });
}

/** Whether any relation at all would let one of these roles do `action`; what the screen shows or leaves out. */
export function mayEver(action: Action, roles: readonly Role[]): boolean {
  const row: Row = PERMISSIONS[action];
  return (roles.length === 0 ? (['visitor'] as const) : roles).some((viewer: Viewer) => row[viewer] !== undefined);
}
