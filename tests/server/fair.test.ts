import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { openDesk } from '../support/booth-steps.ts';
import { patiently } from '../support/patience.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';

let app: TestApp;
let organizer: Session;
let partner: Session;
let counsellor: Session;
let admin: Session;
let graduate: Session;
let foreign: Session;
let alpha: Session;
let start: number;

type Fair = { id: string; phase: string; published: boolean; hosting: boolean; endsAt: number; paused: boolean };
type Floor = {
  booths: { number: string }[];
  live: { door: string; waiting: number }[];
  next: string | null;
  total: number;
};
const HOUR = 3_600_000;

const input = (more: Record<string, unknown> = {}) => ({
  name: { zh: '春季双选会', en: 'Spring fair' },
  notice: { zh: '', en: '' },
  partnerUniversityIds: [app.seed.universities.partner],
  dropOffOpensAt: start + HOUR,
  startsAt: start + 2 * HOUR,
  endsAt: start + 4 * HOUR,
  ...more,
});
const ids = async (who: Session) => (await who.ask<Fair[]>('GET', '/fairs')).map(({ id }) => id);

async function refusedWithoutChange(expected: string, attempt: () => Promise<string>): Promise<void> {
  const before = await tableHashes(app.db);
  expect(await attempt()).toBe(expected);
  expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
}

beforeAll(async () => {
  app = await startTestApp();
  const { people, graduates } = app.seed;
  [organizer, partner, counsellor, admin, graduate, foreign, alpha] = await Promise.all([
    app.signIn(people.organizer.email),
    app.signIn(people.partnerOrganizer.email),
    app.signIn(people.counsellor.email),
    app.signIn(people.admin.email),
    app.signIn(graduates[0]?.email ?? ''),
    app.signIn(people.foreignGraduate.email),
    app.signIn(people.alpha.email),
  ]);
  start = app.clock.now();
});
beforeEach(() => app.clock.set(start));
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

describe('who sees a fair', () => {
  test('[F4] a draft is its hosts’ alone; published, it is seen by its graduates and by recruiters with a booth', async () => {
    const draft = await organizer.ask<Fair>('POST', '/fairs', input());
    expect(draft).toMatchObject({ published: false, hosting: true, phase: 'upcoming' });
    for (const who of [organizer, partner, counsellor, admin]) expect(await ids(who)).toContain(draft.id);
    for (const who of [graduate, foreign, alpha]) expect(await ids(who)).not.toContain(draft.id);
    await partner.ask('POST', `/fairs/${draft.id}/publish`, {});
    expect(await ids(graduate)).toContain(draft.id);
    for (const who of [foreign, alpha]) expect(await ids(who)).not.toContain(draft.id);
    const { halls } = await organizer.ask<{ halls: { id: string }[] }>('GET', `/fairs/${draft.id}/facets`);
    await organizer.ask('POST', `/fairs/${draft.id}/booths`, {
      employerId: app.seed.employers.alpha,
      hallId: halls[0]?.id,
      number: 'S01',
    });
    expect(await ids(alpha)).toContain(draft.id);
    expect(await graduate.ask<Fair>('GET', `/fairs/${draft.id}`)).toMatchObject({ hosting: false });
  });

  test('[F4] a university that leaves the fair takes its graduates along', async () => {
    const fair = await organizer.ask<Fair>('POST', '/fairs', input());
    await organizer.ask('POST', `/fairs/${fair.id}/publish`, {});
    const partnerGraduate = await app.signIn(app.seed.graduates[1]?.email ?? '');
    expect(await ids(partnerGraduate)).toContain(fair.id);
    await organizer.ask('PUT', `/fairs/${fair.id}`, input({ partnerUniversityIds: [] }));
    expect(await ids(partnerGraduate)).not.toContain(fair.id);
    expect(await partner.refusal('GET', `/fairs/${fair.id}`)).toBe('404 fairNotFound');
  });
});

describe('its times', () => {
  test.each([
    ['drop-off after the start', { dropOffOpensAt: 3 * HOUR }, ['dropOffOpensAt']],
    ['a start at the end', { startsAt: 4 * HOUR }, ['startsAt', 'endsAt']],
    ['an end before the start', { endsAt: HOUR }, ['startsAt', 'endsAt']],
    ['an end that has passed', { dropOffOpensAt: -3 * HOUR, startsAt: -2 * HOUR, endsAt: -HOUR }, ['endsAt']],
  ])('[F1] %s: refused with the fields that are wrong', async (_what, offsets, fields) => {
    const times = Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, start + offset]));
    const before = await tableHashes(app.db);
    const answer = await organizer.call('POST', '/fairs', input(times));
    expect(answer).toMatchObject({ status: 422, body: { code: 'fairTimesInvalid', fields } });
    expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
  });

  test('[F1] the phase goes by the clock alone', async () => {
    const { id } = await organizer.ask<Fair>('POST', '/fairs', input());
    const phaseAt = async (offset: number) => {
      app.clock.set(start + offset);
      return (await organizer.ask<Fair>('GET', `/fairs/${id}`)).phase;
    };
    const before = await tableHashes(app.db);
    expect(await phaseAt(0)).toBe('upcoming');
    expect(await phaseAt(HOUR)).toBe('dropOff');
    expect(await phaseAt(2 * HOUR)).toBe('live');
    expect(await phaseAt(3.5 * HOUR)).toBe('closing');
    expect(await phaseAt(4 * HOUR)).toBe('ended');
    expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
  });

  test('[F5] an ended fair cannot be paused, changed or extended', async () => {
    const { id } = await organizer.ask<Fair>('POST', '/fairs', input());
    app.clock.set(start + 4 * HOUR);
    const attempts: [string, string, unknown][] = [
      ['POST', `/fairs/${id}/pause`, {}],
      ['POST', `/fairs/${id}/resume`, {}],
      ['POST', `/fairs/${id}/extend`, { byMinutes: 30 }],
      ['PUT', `/fairs/${id}`, input({ endsAt: start + 9 * HOUR })],
    ];
    for (const [method, path, body] of attempts) {
      await refusedWithoutChange('410 fairEnded', () => organizer.refusal(method, path, body));
    }
  });

  test('[F5] a pause closes the doors and an end of it opens them; twice is the same as once', async () => {
    await openDesk(alpha, app.seed.booths.alpha.id);
    const door = async () =>
      (await graduate.ask<{ live: { door: string } }>('GET', `/booths/${app.seed.booths.alpha.id}`)).live.door;
    expect(await door()).toBe('open');
    for (let n = 0; n < 2; n += 1) {
      expect(await organizer.ask<Fair>('POST', `/fairs/${app.seed.fair.id}/pause`, {})).toMatchObject({ paused: true });
      expect(await door()).toBe('paused');
    }
    for (let n = 0; n < 2; n += 1) await organizer.ask('POST', `/fairs/${app.seed.fair.id}/resume`, {});
    expect(await door()).toBe('open');
  });

  test('[F5] twenty extensions at one instant all count', async () => {
    const { id, endsAt } = await organizer.ask<Fair>('POST', '/fairs', input());
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        patiently(() => organizer.refusal('POST', `/fairs/${id}/extend`, { byMinutes: 5 })),
      ),
    );
    expect(answers.every((answer) => answer.startsWith('200'))).toBe(true);
    const after = await organizer.ask<Fair>('GET', `/fairs/${id}`);
    expect(after.endsAt).toBe(endsAt + 20 * 5 * 60_000);
  });
});

describe('its floor', () => {
  const floor = (query = '', who = graduate) => who.ask<Floor>('GET', `/fairs/${app.seed.fair.id}/booths${query}`);
  const numbers = async (query: string) => (await floor(query)).booths.map(({ number }) => number);

  test('lists, searches, filters and pages its booths', async () => {
    await openDesk(alpha, app.seed.booths.alpha.id);
    expect(await numbers('')).toEqual(['A01', 'A02']);
    expect(await numbers('?search=BETA')).toEqual(['A02']);
    expect(await numbers(`?search=${encodeURIComponent('岗位 2')}`)).toEqual(['A01', 'A02']);
    expect(await numbers(`?city=${encodeURIComponent('武汉')}`)).toEqual(['A01', 'A02']);
    expect(await numbers(`?city=${encodeURIComponent('北京')}`)).toEqual([]);
    expect(await numbers('?degree=doctor')).toEqual([]);
    expect(await numbers('?degree=master&major=080901')).toEqual(['A01', 'A02']);
    expect(await numbers('?openNow=true')).toEqual(['A01']);
    expect(await numbers('?openNow=false')).toEqual(['A01', 'A02']);
    expect(await numbers('?fitting=true')).toEqual(['A01', 'A02']);
    const first = await floor('?limit=1');
    expect(first).toMatchObject({ booths: [{ number: 'A01' }], next: 'A01', total: 2 });
    expect(await floor('?limit=1&after=A01')).toMatchObject({ booths: [{ number: 'A02' }], next: null, total: 2 });
    expect((await floor()).live).toMatchObject([{ door: 'open' }, { door: 'unattended' }]);
  });

  test('an employer has one booth in a fair, a number one employer', async () => {
    const create = (employerId: string, number: string) =>
      organizer.call('POST', `/fairs/${app.seed.fair.id}/booths`, {
        employerId,
        hallId: app.seed.fair.hallId,
        number,
      });
    const { alpha: taken, idle } = app.seed.employers;
    expect(await create(taken, 'A09')).toMatchObject({
      status: 409,
      body: { code: 'employerTaken', fields: ['employerId'] },
    });
    expect(await create(idle, 'A01')).toMatchObject({
      status: 409,
      body: { code: 'employerTaken', fields: ['number'] },
    });
    const wrongHall = await organizer.call('POST', `/fairs/${app.seed.fair.id}/booths`, {
      employerId: idle,
      hallId: app.seed.draft.hallId,
      number: 'A09',
    });
    expect(wrongHall).toMatchObject({ status: 422, body: { fields: ['hallId'] } });
  });
});
