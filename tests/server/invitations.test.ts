import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { INVITATION_MS } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { patiently } from '../support/patience.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';

let app: TestApp;
let admin: Session;
let organizer: Session;
let accounts = 0;

beforeAll(async () => {
  app = await startTestApp();
  const { people } = app.seed;
  [admin, organizer] = await Promise.all([app.signIn(people.admin.email), app.signIn(people.organizer.email)]);
});
beforeEach(async () => {
  await app.db.deleteFrom('invitations').execute();
});
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

const PASSWORD = 'a long enough password';
const newEmail = () => {
  accounts += 1;
  return `new${accounts}@cloudfair.test`;
};

/** Makes a link and gives its token. */
async function invite(who: Session, invitation: Record<string, unknown>): Promise<string> {
  const { url } = await who.ask<{ url: string }>('POST', '/invitations', invitation);
  expect(url.startsWith(`${app.url}/invite/`)).toBe(true);
  return url.split('/').at(-1) ?? '';
}

const accept = (token: string, more: Record<string, unknown> = {}) =>
  app.visitor.refusal('POST', '/invitations/accept', { token, name: '新人', password: PASSWORD, ...more });

async function refusedWithoutChange(expected: string, refused: () => Promise<string>): Promise<void> {
  const before = await tableHashes(app.db);
  expect(await refused()).toBe(expected);
  expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
}

describe('making a link', () => {
  test('an admin invites anybody but graduates; an organizer their own staff and recruiters', async () => {
    const { universities, employers } = app.seed;
    const staff = (role: string, universityId: string) => ({ email: newEmail(), role, universityId });
    const recruiter = { email: newEmail(), role: 'recruiter', employerId: employers.idle };
    await invite(admin, { email: newEmail(), role: 'admin' });
    await invite(admin, staff('organizer', universities.foreign));
    await invite(organizer, staff('counsellor', universities.host));
    await invite(organizer, recruiter);
    await refusedWithoutChange('403 forbidden', () =>
      organizer.refusal('POST', '/invitations', staff('organizer', universities.partner)),
    );
    await refusedWithoutChange('403 forbidden', () =>
      organizer.refusal('POST', '/invitations', { email: newEmail(), role: 'admin' }),
    );
    await refusedWithoutChange('422 invalidInput', () =>
      admin.refusal('POST', '/invitations', staff('graduate', universities.host)),
    );
  });

  test('an invitation to nowhere is refused with the field that is wrong', async () => {
    const attempts: [Record<string, unknown>, string][] = [
      [{ role: 'recruiter' }, 'employerId'],
      [{ role: 'recruiter', employerId: randomUUID() }, 'employerId'],
      [{ role: 'organizer' }, 'universityId'],
      [{ role: 'counsellor', universityId: randomUUID() }, 'universityId'],
      [{ role: 'admin', email: 'no address' }, 'email'],
    ];
    for (const [invitation, field] of attempts) {
      const answer = await admin.call('POST', '/invitations', { email: newEmail(), ...invitation });
      expect(answer, JSON.stringify(invitation)).toMatchObject({
        status: 422,
        body: { code: 'invalidInput', fields: [field] },
      });
    }
  });
});

describe('accepting it', () => {
  test('makes the account with its role, and works once', async () => {
    const email = newEmail();
    const token = await invite(admin, { email, role: 'recruiter', employerId: app.seed.employers.alpha });
    // The address is that of the invitation, whatever is sent.
    expect(await accept(token, { email: 'else@cloudfair.test' })).toMatch(/^200/);
    const who = await app.signIn(email, PASSWORD);
    expect(await who.ask('GET', '/me')).toMatchObject({
      user: { email, name: '新人' },
      grants: [{ role: 'recruiter', employer: { id: app.seed.employers.alpha } }],
    });
    expect(await who.ask('GET', '/my/booths')).toMatchObject([{ id: app.seed.booths.alpha.id }]);
    await refusedWithoutChange('410 invitationInvalid', () => accept(token));
  });

  test('twenty at one instant: one account', async () => {
    const token = await invite(admin, { email: newEmail(), role: 'admin' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => patiently(() => accept(token))));
    expect(answers.filter((answer) => answer.startsWith('200'))).toHaveLength(1);
    expect(answers.filter((answer) => answer === '410 invitationInvalid')).toHaveLength(19);
  });

  test('is over after a week', async () => {
    const token = await invite(admin, { email: newEmail(), role: 'admin' });
    app.clock.advance(INVITATION_MS);
    await refusedWithoutChange('410 invitationInvalid', () => accept(token));
    app.clock.advance(-INVITATION_MS);
  });

  test('a weak password or a taken address leaves the link as good as it was', async () => {
    const email = newEmail();
    const token = await invite(admin, { email, role: 'admin' });
    await refusedWithoutChange('422 passwordWeak', () => accept(token, { password: 'short' }));
    const taken = await invite(admin, { email: app.seed.people.alpha.email.toUpperCase(), role: 'admin' });
    await refusedWithoutChange('409 emailTaken', () => accept(taken));
    await refusedWithoutChange('410 invitationInvalid', () => accept('x'.repeat(43)));
    expect(await accept(token)).toMatch(/^200/);
  });

  test('the token is not in the database', async () => {
    const token = await invite(admin, { email: newEmail(), role: 'admin' });
    const rows = await app.db.selectFrom('invitations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('the first admin', () => {
  test('gets a link only while there is none; a new start makes the older link void', async () => {
    expect(await app.app.accounts.firstAdminLink()).toBeUndefined();
    const grants = app.db.updateTable('grants').where('role', '=', 'admin');
    await grants.set({ removedAt: new Date() }).execute();
    const tokenOf = async () => (await app.app.accounts.firstAdminLink())?.split('/').at(-1) ?? '';
    const older = await tokenOf();
    const token = await tokenOf();
    expect(await accept(older, { email: newEmail() })).toBe('410 invitationInvalid');
    // Nobody knows the first admin's address beforehand: they say it themselves.
    await refusedWithoutChange('422 invalidInput', () => accept(token));
    const email = newEmail();
    expect(await accept(token, { email })).toMatch(/^200/);
    const first = await app.signIn(email, PASSWORD);
    expect(await first.ask('GET', '/me')).toMatchObject({ grants: [{ role: 'admin' }] });
    expect(await app.app.accounts.firstAdminLink()).toBeUndefined();
  });
});
