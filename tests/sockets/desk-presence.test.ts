import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskId } from '#shared/contract/ids.ts';
import { DESK_GRACE_MS, DESK_RENEW_MS, VIEW_INTERVAL_MS } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { order, sitDown, takePlace } from './support/line.ts';
import { connectLive, type LiveClient, until } from './support/live-client.ts';

let app: TestApp;
let recruiter: Session;
let colleague: Session;
let graduate: Session;
let atDesk: LiveClient;
let watcher: LiveClient;
beforeAll(async () => {
  app = await startTestApp({ graduates: 1 });
  recruiter = await app.signIn(app.seed.people.alpha.email);
  colleague = await app.signIn(app.seed.people.alphaToo.email);
  graduate = await app.signIn(app.seed.graduates[0]?.email ?? '');
  atDesk = await connectLive(app.url, recruiter.cookie);
  watcher = await connectLive(app.url, graduate.cookie);
});
afterAll(async () => {
  atDesk.close();
  watcher.close();
  await app.close();
});

const doorOf = {
  line: () => watcher.shown('boothLine').door,
  floor: () => watcher.shown('fairFloor').booths.find(([id]) => id === app.seed.booths.alpha.id)?.[1],
};
const bothShow = (door: string) =>
  until(`line and floor show ${door}`, () => doorOf.line() === door && doorOf.floor() === door);
/** As the sweeper does twice a second. */
const pass = async (ms: number) => {
  app.clock.advance(ms);
  await app.app.sweeper.sweep();
};

test("a booth's door follows the presence of its recruiters", async () => {
  const { booths, fair } = app.seed;
  await watcher.watch('boothLine', { boothId: booths.alpha.id });
  await watcher.watch('fairFloor', { fairId: fair.id });
  expect([doorOf.line(), doorOf.floor()]).toEqual(['unattended', 'unattended']);

  const desk = await sitDown(recruiter, booths.alpha.id);
  await bothShow('open');
  await takePlace(graduate, booths.alpha.id);

  // Renewed in time, it stays open.
  for (let n = 0; n < 6; n += 1) {
    await pass(DESK_RENEW_MS);
    expect(await atDesk.send('desk:present', { deskId: desk })).toEqual({ ok: true });
  }
  expect([doorOf.line(), doorOf.floor()]).toEqual(['open', 'open']);

  // Not renewed, the lease lapses: the door closes, the line keeps its places, nobody can be called or join.
  await pass(DESK_GRACE_MS + 1);
  await bothShow('unattended');
  expect(watcher.shown('boothLine').line).toMatchObject([{ state: 'waiting', number: 1 }]);
  expect((await order(recruiter, `/desks/${desk}/call-next`)).body.code).toBe('deskNotPresent');

  // Back again on the same desk.
  expect(await atDesk.send('desk:present', { deskId: desk })).toEqual({ ok: true });
  await bothShow('open');
  expect((await order(recruiter, `/desks/${desk}/call-next`)).status).toBe(200);
});

test('a desk is renewed by who sits at it, as long as they recruit there, and by nobody else', async () => {
  const { booths, employers, people } = app.seed;
  const desk = await sitDown(recruiter, booths.alpha.id);
  const other = await connectLive(app.url, colleague.cookie);
  expect(await other.send('desk:present', { deskId: desk })).toMatchObject({ ok: false, code: 'deskNotFound' });
  expect(await watcher.send('desk:present', { deskId: desk })).toMatchObject({ ok: false, code: 'forbidden' });
  const nowhere = '00000000-0000-4000-8000-000000000000' as DeskId;
  expect(await atDesk.send('desk:present', { deskId: nowhere })).toMatchObject({ ok: false, code: 'deskNotFound' });

  // Still a recruiter, but no longer of this employer.
  const lost = await sitDown(colleague, booths.alpha.id);
  expect((await other.send('desk:present', { deskId: lost })).ok).toBe(true);
  await app.db
    .updateTable('grants')
    .set({ employerId: employers.idle })
    .where('userId', '=', people.alphaToo.id)
    .execute();
  await until('the desk is no longer theirs', async () => {
    const answer = await other.send('desk:present', { deskId: lost });
    return !answer.ok && answer.code === 'boothNotFound';
  });
  other.close();
});

test('a closed desk is not renewed, and its booth closes at once', async () => {
  await pass(DESK_GRACE_MS + 1);
  const beta = await app.signIn(app.seed.people.beta.email);
  const client = await connectLive(app.url, beta.cookie);
  const desk = await sitDown(beta, app.seed.booths.beta.id);
  const line = await client.watch('boothLine', { boothId: app.seed.booths.beta.id });
  expect(line.snapshot.door).toBe('open');
  expect((await order(beta, `/desks/${desk}/close`)).status).toBe(200);
  app.clock.advance(VIEW_INTERVAL_MS);
  await until('the door closes', () => client.shown('boothLine').door === 'unattended');
  expect(await client.send('desk:present', { deskId: desk })).toMatchObject({ ok: false, code: 'deskNotFound' });
  client.close();
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
