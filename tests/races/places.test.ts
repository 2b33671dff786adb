import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BoothId, DeskId } from '#shared/contract/ids.ts';
import { DESK_GRACE_MS } from '#shared/rules/limits.ts';
import { type Answered, order, sitDown } from '../sockets/support/line.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { brokenInvariants } from './support/invariants.ts';
import { tally, together, wordOf } from './support/outcomes.ts';

const BOOTHS = 8;
const LIMIT = 5;

let app: TestApp;
let graduate: Session;
let recruiter: Session;
let booths: BoothId[];
beforeAll(async () => {
  app = await startTestApp({ graduates: 2 });
  graduate = await app.signIn(app.seed.graduates[0]?.email ?? '');
  recruiter = await app.signIn(app.seed.people.alpha.email);
  booths = [app.seed.booths.alpha.id, app.seed.booths.beta.id];
  for (let n = booths.length; n < BOOTHS; n += 1) booths.push(await openedBooth(n));
  await sitDown(recruiter, app.seed.booths.alpha.id);
  await sitDown(await app.signIn(app.seed.people.beta.email), app.seed.booths.beta.id);
});
afterEach(async () => {
  expect(await brokenInvariants(app.db)).toEqual([]);
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(() => app.close());

/** One more employer of the fair, with a recruiter at its desk. */
async function openedBooth(n: number): Promise<BoothId> {
  const { id: employerId } = await app.db
    .insertInto('employers')
    .values({
      slug: `more-${n}`,
      nameZh: `更多 ${n}`,
      nameEn: `More ${n}`,
      shortNameZh: `更多 ${n}`,
      shortNameEn: `More ${n}`,
      industryCode: 'C36',
      industryZh: '汽车制造业',
      industryEn: 'Motor vehicles',
      cityZh: '苏州',
      cityEn: 'Suzhou',
      size: '500-999',
      introZh: '',
      introEn: '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id, hallId } = app.seed.fair;
  const booth = await app.db
    .insertInto('booths')
    .values({ fairId: id, employerId, hallId, number: `B0${n}` })
    .returning('id')
    .executeTakeFirstOrThrow();
  const recruiterId = randomUUID() as typeof app.seed.people.alpha.id;
  const name = `more.${n}`;
  await app.db
    .insertInto('users')
    .values({ id: recruiterId, name, email: `${name}@cloudfair.test` })
    .execute();
  const presentUntil = new Date(app.clock.now() + DESK_GRACE_MS);
  await app.db.insertInto('desks').values({ boothId: booth.id, recruiterId, presentUntil }).execute();
  return booth.id;
}

/** As the client does: an answer that never came, or came too late, is asked for again under the same key. */
async function join(boothId: BoothId, key: string = randomUUID()): Promise<Answered> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await order(graduate, `/booths/${boothId}/tickets`, {}, key);
    if (answer.status !== 503 || attempt === 5) return answer;
    retried += 1;
  }
}
let retried = 0;
afterEach(() => {
  if (retried > 0) console.log(`${retried} joins were asked for again: the database was busy`);
  retried = 0;
});
const liveTickets = () =>
  app.db
    .selectFrom('tickets')
    .select(['id', 'boothId'])
    .where('graduateId', '=', app.seed.graduates[0]?.id ?? null)
    .where('endedAt', 'is', null)
    .execute();
async function leaveAll(): Promise<void> {
  for (const { id } of await liveTickets()) expect(wordOf(await order(graduate, `/tickets/${id}/leave`))).toBe('ok');
}

test('[F36][I6] 50 joins at once under one key are one place and 50 equal answers', async () => {
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => join(booths[0] as BoothId, key)));
  expect(tally(answers.map(wordOf))).toEqual({ ok: 50 });
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await liveTickets()).toHaveLength(1);
  // Also once the first one is long done.
  expect((await join(booths[0] as BoothId, key)).body).toEqual(answers[0]?.body);
  expect((await join(booths[1] as BoothId, key)).body.code).toBe('idempotencyMismatch');
  await leaveAll();
});

test('[F36] 50 joins at once under 50 keys are one place and 49 refusals', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => join(booths[0] as BoothId)));
  expect(tally(answers.map(wordOf))).toEqual({ ok: 1, alreadyInLine: 49 });
  expect(await liveTickets()).toHaveLength(1);
  await leaveAll();
});

test(`[I2] joins at ${BOOTHS} booths at once stop at the limit of ${LIMIT}`, async () => {
  for (let round = 0; round < 8; round += 1) {
    const answers = await Promise.all(booths.map((id) => join(id)));
    expect(tally(answers.map(wordOf))).toEqual({ ok: LIMIT, tooManyLines: BOOTHS - LIMIT });
    expect(await liveTickets()).toHaveLength(LIMIT);
    await leaveAll();
  }
});

test('a leave and a join at the limit meet: never more than the limit', async () => {
  const words: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    for (const id of booths.slice(0, LIMIT)) await join(id);
    const [first] = await liveTickets();
    const [joined] = await together(
      round,
      () => join(booths[LIMIT] as BoothId),
      () => order(graduate, `/tickets/${first?.id}/leave`),
    );
    words.push(wordOf(joined));
    expect((await liveTickets()).length).toBeLessThanOrEqual(LIMIT);
    await leaveAll();
  }
  for (const word of words) expect(['ok', 'tooManyLines']).toContain(word);
});

const openDesks = () =>
  app.db
    .selectFrom('desks')
    .select(['id', 'boothId'])
    .where('recruiterId', '=', app.seed.people.alphaToo.id)
    .where('closedAt', 'is', null)
    .execute();

test('a recruiter who sits down in five tabs at once sits at one desk', async () => {
  const colleague = await app.signIn(app.seed.people.alphaToo.email);
  for (let round = 0; round < 8; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => order(colleague, `/booths/${app.seed.booths.alpha.id}/desks`)),
    );
    expect(tally(answers.map(wordOf))).toEqual({ ok: 5 });
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await openDesks()).toHaveLength(1);
    expect(wordOf(await order(colleague, `/desks/${answers[0]?.body.id}/close`))).toBe('ok');
  }
});

test('a recruiter of two employers who sits down at both booths at once sits at one, and is told where', async () => {
  const { employers, people, booths: own } = app.seed;
  await app.db
    .insertInto('grants')
    .values({ userId: people.alphaToo.id, role: 'recruiter', employerId: employers.beta })
    .execute();
  const colleague = await app.signIn(people.alphaToo.email);
  for (let round = 0; round < 10; round += 1) {
    const answers = await together(
      round,
      () => order(colleague, `/booths/${own.alpha.id}/desks`),
      () => order(colleague, `/booths/${own.beta.id}/desks`),
    );
    expect(answers.map(wordOf).sort()).toEqual(['deskElsewhere', 'ok']);
    const [desk, ...more] = await openDesks();
    expect(more).toEqual([]);
    expect(answers.find(({ status }) => status !== 200)?.body.state).toBe(desk?.boothId);
    expect(wordOf(await order(colleague, `/desks/${desk?.id as DeskId}/close`))).toBe('ok');
  }
});

test('a résumé is withdrawn while it is opened: afterwards it is withdrawn, and cannot be read', async () => {
  const words: string[] = [];
  const [position] = app.seed.booths.alpha.positions;
  for (let round = 0; round < 12; round += 1) {
    const dropped = await order(graduate, `/positions/${position}/drop-offs`);
    expect(wordOf(dropped)).toBe('ok');
    const id = dropped.body.id ?? '';
    const [withdrawn, opened] = await together(
      round,
      () => order(graduate, `/drop-offs/${id}/withdraw`),
      () => recruiter.call<{ code?: string; file?: { url: string } }>('POST', `/drop-offs/${id}/open`, {}),
    );
    words.push(`${wordOf(withdrawn)},${opened.status}`);
    const row = await app.db
      .selectFrom('dropOffs')
      .select(['state', 'withdrawnAt', 'openedAt'])
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow();
    expect(row.state).toBe('withdrawn');
    expect(row.withdrawnAt).not.toBeNull();
    const reads = await app.db
      .selectFrom('resumeReads')
      .select('id')
      .where('dropOffId', '=', id as never)
      .execute();
    expect([opened.status, reads.length, row.openedAt !== null]).toEqual(
      opened.status === 200 ? [200, 1, true] : [opened.status, 0, false],
    );
    if (opened.body.file !== undefined) {
      const file = await recruiter.fetch('GET', opened.body.file.url.replace('/api', ''));
      expect(file.status).toBeGreaterThanOrEqual(400);
      expect(file.status).toBeLessThan(500);
      await file.body?.cancel();
    }
    expect((await recruiter.call('POST', `/drop-offs/${id}/open`, {})).status).toBeGreaterThanOrEqual(400);
  }
  console.log(tally(words));
  expect(words.every((word) => word.startsWith('ok,'))).toBe(true);
});
