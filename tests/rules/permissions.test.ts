import { describe, expect, test } from 'vitest';
import {
  type Action,
  mayEver,
  PERMISSIONS,
  permits,
  RELATIONS,
  type Relation,
  VIEWERS,
  type Viewer,
} from '#shared/rules/permissions.ts';
import { ROLES, type Role } from '#shared/rules/terms.ts';

const ACTIONS = Object.keys(PERMISSIONS) as Action[];
const rolesOf = (viewer: Viewer): Role[] => (viewer === 'visitor' ? [] : [viewer]);
const needed = (action: Action, viewer: Viewer): Relation | undefined =>
  (PERMISSIONS[action] as Partial<Record<Viewer, Relation>>)[viewer];
const with_ = (...relations: Relation[]): ReadonlySet<Relation> => new Set(relations);

/**
 * The table once more, by hand and one line an action, in the order visitor, graduate, recruiter, organizer, counsellor,
 * admin. A change of a right is a change of two files.
 */
const BY_HAND: Record<Action, string> = {
  'account.me': 'any any any any any any',
  'account.demo': 'any any any any any any',
  'account.acceptInvitation': 'any any any any any any',
  'account.signIn': 'any any any any any any',
  'account.signOut': 'any any any any any any',
  'account.changePassword': '- self self self self self',
  'account.setLocale': '- self self self self self',
  'account.invite': '- - - tenant - any',
  'fair.list': '- any any any any any',
  'fair.show': '- published published host host any',
  'fair.create': '- - - any - any',
  'fair.update': '- - - host - any',
  'fair.publish': '- - - host - any',
  'fair.pause': '- - - host - any',
  'fair.extend': '- - - host - any',
  'fair.board': '- - - host host any',
  'booth.show': '- published published host host any',
  'booth.create': '- - - host - any',
  'booth.mine': '- - self - - -',
  'booth.pause': '- - team host - any',
  'booth.desk': '- - team - - -',
  'desk.open': '- - team - - -',
  'desk.present': '- - own - - -',
  'desk.close': '- - own - - -',
  'resume.list': '- self - - - -',
  'resume.upload': '- self - - - -',
  'resume.link': '- own - - - -',
  'resume.remove': '- own - - - -',
  'file.read': '- own team - - -',
  'dropOff.create': '- published - - - -',
  'dropOff.withdraw': '- own - - - -',
  'dropOff.inbox': '- - team - - -',
  'dropOff.open': '- - team - - -',
  'dropOff.decide': '- - team - - -',
  'queue.myDay': '- self - - - -',
  'queue.join': '- published - - - -',
  'queue.leave': '- own - - - -',
  'queue.callNext': '- - own - - -',
  'queue.putBack': '- - team - - -',
  'queue.accept': '- own - - - -',
  'queue.decline': '- own - - - -',
  'interview.show': '- party party - - -',
  'interview.mine': '- self self - - -',
  'interview.ofBooth': '- - team - - -',
  'interview.record': '- - team - - -',
  'interview.join': '- party party - - -',
  'interview.say': '- party party - - -',
  'interview.end': '- party party - - -',
  'interview.note': '- - party - - -',
  'interview.decide': '- - party - - -',
  'view.subscribe': '- any any any any any',
};

describe('the table of permissions', () => {
  test('[P1] it has the rows that are written here by hand, and no other', () => {
    expect([...ACTIONS].sort()).toEqual(Object.keys(BY_HAND).sort());
  });

  test.each(ACTIONS)('[P1] %s: each of its cells is as written by hand', (action) => {
    expect(VIEWERS.map((viewer) => needed(action, viewer) ?? '-').join(' ')).toBe(BY_HAND[action]);
  });

  test.each(ACTIONS)('[P1] %s: a cell lets exactly its relation through, an empty one nobody', (action) => {
    for (const viewer of VIEWERS) {
      const cell = needed(action, viewer);
      const roles = rolesOf(viewer);
      expect(mayEver(action, roles), viewer).toBe(cell !== undefined);
      expect(permits(action, roles, with_()), `${viewer} without a relation`).toBe(cell === 'any');
      for (const relation of RELATIONS) {
        const expected = cell === 'any' || (cell !== undefined && cell === relation);
        expect(permits(action, roles, with_(relation)), `${viewer} as ${relation}`).toBe(expected);
      }
      expect(permits(action, roles, with_(...RELATIONS)), `${viewer} with all`).toBe(cell !== undefined);
    }
  });

  test('[P1] several roles add up, and signing in never takes a right away that a visitor has', () => {
    for (const action of ACTIONS) {
      for (const relation of RELATIONS) {
        const alone = ROLES.map((role) => permits(action, [role], with_(relation)));
        expect(permits(action, ROLES, with_(relation))).toBe(alone.includes(true));
        if (permits(action, [], with_(relation))) expect(alone).not.toContain(false);
      }
    }
  });

  test('[P1] no résumé, no drop-off, no interview for whoever is not a side of it', () => {
    for (const action of ACTIONS.filter((name) => /^(resume|file|dropOff|interview)\./.test(name))) {
      for (const viewer of ['visitor', 'organizer', 'counsellor', 'admin'] as const) {
        expect(mayEver(action, rolesOf(viewer)), `${viewer} ${action}`).toBe(false);
      }
    }
  });

  test('[P1] a counsellor looks and changes nothing but their own account', () => {
    const open = ACTIONS.filter((action) => mayEver(action, ['counsellor']) && !action.startsWith('account.'));
    expect(open).toEqual(['fair.list', 'fair.show', 'fair.board', 'booth.show', 'view.subscribe']);
  });
});
