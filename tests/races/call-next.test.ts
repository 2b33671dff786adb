import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BoothId, DeskId, TicketId } from '#shared/contract/ids.ts';
import { order, sitDown, takePlace } from '../sockets/support/line.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { brokenInvariants } from './support/invariants.ts';
import { tally, together, wordOf } from './support/outcomes.ts';

const ROUNDS = 200;

let app: TestApp;
let graduates: Session[];
let alpha: Session;
let alphaToo: Session;
let beta: Session;
let desks: { alpha: DeskId; alphaToo: DeskId; beta: DeskId };
beforeAll(async () => {
  app = await startTestApp({ graduates: 6 });
  const { people, booths } = app.seed;
  graduates = [];
  for (const { email } of app.seed.graduates) graduates.push(await app.signIn(email));
  alpha = await app.signIn(people.alpha.email);
  alphaToo = await app.signIn(people.alphaToo.email);
  beta = await app.signIn(people.beta.email);
  desks = {
    alpha: await sitDown(alpha, booths.alpha.id),
    alphaToo: await sitDown(alphaToo, booths.alpha.id),
    beta: await sitDown(beta, booths.beta.id),
  };
});
afterEach(async () => {
  expect(await brokenInvariants(app.db)).toEqual([]);
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(() => app.close());

const call = (recruiter: Session, desk: DeskId) => order(recruiter, `/desks/${desk}/call-next`);
const waitingAt = (boothId: BoothId) =>
  app.db
    .selectFrom('tickets')
    .select(['id', 'graduateId'])
    .where('boothId', '=', boothId)
    .where('state', '=', 'waiting')
    .orderBy('seq')
    .execute();
const sessionOf = (graduateId: string) => {
  const session = graduates[app.seed.graduates.findIndex(({ id }) => id === graduateId)];
  if (session === undefined) throw new Error('a graduate nobody knows');
  return session;
};
async function emptyLines(): Promise<void> {
  const live = await app.db.selectFrom('tickets').select(['id', 'graduateId']).where('endedAt', 'is', null).execute();
  for (const { id, graduateId } of live) {
    expect(wordOf(await order(sessionOf(graduateId), `/tickets/${id}/leave`))).toBe('ok');
  }
}

test(`[F37][I3] two recruiters call at the same instant, ${ROUNDS} rounds: always the two first in line, never one person twice`, async () => {
  const boothId = app.seed.booths.alpha.id;
  for (const graduate of graduates) await takePlace(graduate, boothId);
  const called = new Map<TicketId, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = await waitingAt(boothId);
    const answers = await together(
      round,
      () => call(alpha, desks.alpha),
      () => call(alphaToo, desks.alphaToo),
    );
    expect(answers.map(wordOf)).toEqual(['ok', 'ok']);
    const tickets = answers.map(({ body }) => body.ticketId as TicketId);
    expect(new Set(tickets)).toEqual(new Set(first.slice(0, 2).map(({ id }) => id)));
    for (const id of tickets) called.set(id, (called.get(id) ?? 0) + 1);
    // Both decline and stand at the end again.
    for (const id of tickets) {
      const { graduateId } = first.find((ticket) => ticket.id === id) ?? { graduateId: '' };
      expect(wordOf(await order(sessionOf(graduateId), `/tickets/${id}/decline`))).toBe('ok');
      await takePlace(sessionOf(graduateId), boothId);
    }
  }
  expect([...called.values()].every((times) => times === 1)).toBe(true);
  expect(called.size).toBe(2 * ROUNDS);
  await emptyLines();
}, 120_000);

test('[F37] one person in line, two recruiters: one gets them, the other is told that the line is empty', async () => {
  const words: string[] = [];
  for (let round = 0; round < 12; round += 1) {
    await takePlace(graduates[0] ?? app.visitor, app.seed.booths.alpha.id);
    const answers = await together(
      round,
      () => call(alpha, desks.alpha),
      () => call(alphaToo, desks.alphaToo),
    );
    words.push(answers.map(wordOf).sort().join());
    await emptyLines();
  }
  for (const word of new Set(words)) expect(['lineEmpty,ok', 'nobodyFree,ok']).toContain(word);
  console.log(tally(words));
});

test('[F38][I2] two booths call the same graduate at the same instant: one gets them, the other the next person', async () => {
  const { booths } = app.seed;
  const [wanted, second, third] = graduates;
  for (let round = 0; round < 15; round += 1) {
    for (const graduate of [wanted, second, third]) {
      await takePlace(graduate ?? app.visitor, booths.alpha.id);
      await takePlace(graduate ?? app.visitor, booths.beta.id);
    }
    const answers = await together(
      round,
      () => call(alpha, desks.alpha),
      () => call(beta, desks.beta),
    );
    expect(answers.map(wordOf)).toEqual(['ok', 'ok']);
    const rows = await app.db.selectFrom('tickets').select(['graduateId']).where('state', '=', 'called').execute();
    const people = new Set<string>(rows.map(({ graduateId }) => graduateId));
    expect(people.size).toBe(2);
    expect(people.has(app.seed.graduates[0]?.id ?? '')).toBe(true);
    await emptyLines();
  }
}, 60_000);

test('[F38] the same with nobody else in line: one gets them, the other is told that nobody is free; the place is kept', async () => {
  const { booths } = app.seed;
  const words: string[] = [];
  for (let round = 0; round < 15; round += 1) {
    await takePlace(graduates[0] ?? app.visitor, booths.alpha.id);
    await takePlace(graduates[0] ?? app.visitor, booths.beta.id);
    const answers = await together(
      round,
      () => call(alpha, desks.alpha),
      () => call(beta, desks.beta),
    );
    words.push(answers.map(wordOf).sort().join());
    const states = await app.db.selectFrom('tickets').select('state').where('endedAt', 'is', null).execute();
    expect(states.map(({ state }) => state).sort()).toEqual(['called', 'waiting']);
    await emptyLines();
  }
  expect(new Set(words)).toEqual(new Set(['nobodyFree,ok']));
});

test('one recruiter in two tabs calls once', async () => {
  for (let round = 0; round < 12; round += 1) {
    await takePlace(graduates[0] ?? app.visitor, app.seed.booths.alpha.id);
    await takePlace(graduates[1] ?? app.visitor, app.seed.booths.alpha.id);
    const answers = await together(
      round,
      () => call(alpha, desks.alpha),
      () => call(alpha, desks.alpha),
    );
    expect(answers.map(wordOf).sort()).toEqual(['deskBusy', 'ok']);
    await emptyLines();
  }
});

test('[I4] a desk is closed while it calls: nobody is ever called to a desk that is closed', async () => {
  const words: string[] = [];
  for (let round = 0; round < 15; round += 1) {
    await takePlace(graduates[0] ?? app.visitor, app.seed.booths.alpha.id);
    const answers = await together(
      round,
      () => call(alpha, desks.alpha),
      () => order(alpha, `/desks/${desks.alpha}/close`),
    );
    words.push(answers.map(wordOf).join());
    expect(await brokenInvariants(app.db)).toEqual([]);
    await emptyLines();
    if (answers[1].status === 200) desks.alpha = await sitDown(alpha, app.seed.booths.alpha.id);
  }
  console.log(tally(words));
  for (const word of new Set(words)) expect(['ok,deskBusy', 'deskNotFound,ok']).toContain(word);
});

test('[F39] the graduate leaves while the recruiter calls: they are called and gone, or were never called', async () => {
  const words: string[] = [];
  for (let round = 0; round < 15; round += 1) {
    const ticket = await takePlace(graduates[0] ?? app.visitor, app.seed.booths.alpha.id);
    const answers = await together(
      round,
      () => order(graduates[0] ?? app.visitor, `/tickets/${ticket}/leave`),
      () => call(alpha, desks.alpha),
    );
    words.push(answers.map(wordOf).join());
    const { state } = await app.db
      .selectFrom('tickets')
      .select('state')
      .where('id', '=', ticket)
      .executeTakeFirstOrThrow();
    expect(state).toBe('left');
  }
  console.log(tally(words));
  for (const word of new Set(words)) expect(['ok,ok', 'ok,lineEmpty', 'ok,nobodyFree']).toContain(word);
});
