import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmployerId, InterviewId, UserId } from '#shared/contract/ids.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { holdTable, waitingForLocks } from './support/held-table.ts';
import { meet, order } from './support/line.ts';
import { connectLive, type LiveClient, until } from './support/live-client.ts';

/** Nothing outlives its right by more (faults F41); waited for a little longer, and printed. */
const WITHIN_MS = 10_000;

let app: TestApp;
let recruiter: Session;
let graduate: Session;
let interview: InterviewId;
beforeAll(async () => {
  app = await startTestApp({ graduates: 2 });
  recruiter = await app.signIn(app.seed.people.alpha.email);
  graduate = await app.signIn(app.seed.graduates[0]?.email ?? '');
  ({ interviewId: interview } = await meet(recruiter, graduate, app.seed.booths.alpha.id));
});
afterAll(() => app.close());

const removeGrants = (userId: UserId) =>
  app.db
    .updateTable('grants')
    .set({ removedAt: new Date(app.clock.now()) })
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .execute();
const restoreGrants = (userId: UserId) =>
  app.db.updateTable('grants').set({ removedAt: null }).where('userId', '=', userId).execute();

const enterRoom = (client: LiveClient) => client.send('media:join', { roomId: interview, rtpCapabilities: null });
const print = (what: string, ms: number) => console.log(`${what}: ${Math.round(ms)} ms`);

test('[F41] a role taken away takes every view of it and the seat in the interview, and the next order is refused', async () => {
  const { booths, fair, people } = app.seed;
  const client = await connectLive(app.url, recruiter.cookie);
  const peer = await connectLive(app.url, graduate.cookie);
  const watched = [
    await client.watch('boothDesk', { boothId: booths.alpha.id }),
    await client.watch('interview', { interviewId: interview }),
    await client.watch('fairFloor', { fairId: fair.id }),
  ];
  expect(await enterRoom(client)).toMatchObject({ ok: true });
  expect(await enterRoom(peer)).toMatchObject({ ok: true });
  // Past the first look at their rights.
  await delay(1_200);
  expect(client.ended).toEqual([]);
  expect(app.app.census()).toMatchObject({ seats: 2, peers: 2 });

  const removed = performance.now();
  await removeGrants(people.alpha.id);
  await until('the views end', () => client.ended.length === watched.length, WITHIN_MS);
  await until('the seat is taken away', () => app.app.census().seats === 1, WITHIN_MS);
  await until('the peer is told', () => peer.media.some(({ value }) => value.event.type === 'peerLeft'));
  print('views ended after', Math.max(...client.ended.map(({ at }) => at)) - removed);
  print('seat ended after', (client.media.at(-1)?.at ?? 0) - removed);

  expect(client.ended.map(({ value }) => value.key).sort()).toEqual(watched.map(({ key }) => key).sort());
  expect(client.ended.every(({ value }) => value.code === 'forbidden')).toBe(true);
  expect(client.media.at(-1)?.value.event).toEqual({ type: 'roomClosed', reason: 'removed' });
  expect(app.app.census()).toMatchObject({ sockets: 2, views: 0, seats: 1, peers: 1 });
  expect(client.closed).toEqual([]);
  // They are told nothing more, and may ask for nothing.
  const told = client.views.length;
  await order(graduate, `/interviews/${interview}/messages`, { text: 'still there?' });
  expect(
    await client.send('view:subscribe', { view: 'boothDesk', params: { boothId: booths.alpha.id } }),
  ).toMatchObject({
    code: 'forbidden',
  });
  expect(await enterRoom(client)).toMatchObject({ ok: false, code: 'forbidden' });
  expect((await order(recruiter, `/interviews/${interview}/end`)).status).toBe(403);
  expect(client.views.length).toBe(told);

  // A right that comes back is seen too.
  await restoreGrants(people.alpha.id);
  const back = await until(
    'it is theirs again',
    async () => (await client.send('view:subscribe', { view: 'interview', params: { interviewId: interview } })).ok,
    WITHIN_MS,
  );
  print('a right given back after', back);
  client.close();
  peer.close();
  await until('nobody is left', () => app.app.census().sockets === 0);
});

test('[F41] only the views of the lost role end; those of another one stay', async () => {
  const { booths, employers, people } = app.seed;
  const second = { userId: people.alphaToo.id, role: 'recruiter' as const, employerId: employers.beta as EmployerId };
  await app.db.insertInto('grants').values(second).execute();
  const client = await connectLive(app.url, (await app.signIn(people.alphaToo.email)).cookie);
  await client.watch('boothDesk', { boothId: booths.alpha.id });
  const kept = await client.watch('boothDesk', { boothId: booths.beta.id });
  await app.db
    .updateTable('grants')
    .set({ removedAt: new Date(app.clock.now()) })
    .where('userId', '=', people.alphaToo.id)
    .where('employerId', '=', employers.alpha)
    .execute();
  await until('one view ends', () => client.ended.length > 0, WITHIN_MS);
  expect(client.ended.map(({ value }) => value)).toEqual([
    { key: expect.stringContaining(booths.alpha.id), code: 'notFound' },
  ]);
  expect(app.app.census().views).toBe(1);
  const beta = await app.signIn(people.beta.email);
  await order(beta, `/booths/${booths.beta.id}/pause`);
  await until('the other goes on', () => client.shown('boothDesk', kept.key).paused);
  await order(beta, `/booths/${booths.beta.id}/resume`);
  client.close();
});

test('[F41] a role lost between the handshake and the first look at rights is not overlooked', async () => {
  const { people, booths } = app.seed;
  const client = await connectLive(app.url, recruiter.cookie);
  await client.watch('boothDesk', { boothId: booths.alpha.id });
  await removeGrants(people.alpha.id);
  print('view ended after', await until('the view ends', () => client.ended.length === 1, WITHIN_MS));
  await restoreGrants(people.alpha.id);
  client.close();
});

test('[F41] a role lost while a snapshot loads takes that view away too', async () => {
  const { people, booths } = app.seed;
  const client = await connectLive(app.url, recruiter.cookie);
  const release = await holdTable(app.db, 'tickets');
  const asked = client.send('view:subscribe', { view: 'boothDesk', params: { boothId: booths.alpha.id } });
  await until('the snapshot waits', async () => (await waitingForLocks(app.db)) > 0);
  await removeGrants(people.alpha.id);
  await until('the view ends', () => client.ended.length === 1, WITHIN_MS);
  await release();
  const answer = await asked;
  expect(answer.ok).toBe(false);
  expect(['forbidden', 'unavailable']).toContain(!answer.ok && answer.code);
  expect(app.app.census().views).toBe(0);
  await restoreGrants(people.alpha.id);
  client.close();
});

test('[F41] rights that could not be read are read again', async () => {
  const { people, booths } = app.seed;
  const client = await connectLive(app.url, recruiter.cookie);
  await client.watch('boothDesk', { boothId: booths.alpha.id });
  await removeGrants(people.alpha.id);
  const release = await holdTable(app.db, 'grants');
  await until('the look at rights waits', async () => (await waitingForLocks(app.db)) > 0);
  // Positive control: it gave up at least once.
  const failures = () => app.logged.filter(({ msg }) => msg.startsWith('rights could not be read')).length;
  const before = failures();
  await until('it gives up', () => failures() > before, WITHIN_MS);
  expect(client.ended).toEqual([]);
  await release();
  await until('the view ends', () => client.ended.length === 1, WITHIN_MS);
  await restoreGrants(people.alpha.id);
  client.close();
});

test.each([
  ['signed out', (session: Session) => session.fetch('POST', '/auth/sign-out', {})],
  [
    'deleted',
    async () => {
      const id = app.seed.graduates[0]?.id ?? null;
      await app.db.deleteFrom('authSessions').where('userId', 'is not distinct from', id).execute();
    },
  ],
  [
    'expired',
    async () => {
      const id = app.seed.graduates[0]?.id ?? null;
      const expiresAt = new Date(app.clock.now() - 1);
      await app.db.updateTable('authSessions').set({ expiresAt }).where('userId', 'is not distinct from', id).execute();
    },
  ],
])('[A3][F41] a session that was %s loses its socket, its views and its seat', async (how, end) => {
  const { email } = app.seed.graduates[0] ?? { email: '' };
  const session = await app.signIn(email);
  const client = await connectLive(app.url, session.cookie);
  await client.watch('myDay');
  await client.watch('interview', { interviewId: interview });
  expect(await enterRoom(client)).toMatchObject({ ok: true });
  const ended = performance.now();
  await end(session);
  await until('the socket is closed', () => client.closed.length === 1, WITHIN_MS);
  print(`${how}: told and closed after`, (client.closed[0]?.at ?? 0) - ended);
  expect(client.sessionEnded.map(({ value }) => value)).toEqual([{ code: 'sessionEnded' }]);
  expect(client.closed[0]?.value).toBe('io server disconnect');
  await until('nothing of it is open', () => {
    const { sockets, views, seats, peers } = app.app.census();
    return sockets + views + seats + peers === 0;
  });
});

test('nobody was put out by mistake, and nothing unforeseen was logged', async () => {
  const session = await app.signIn(app.seed.graduates[1]?.email ?? '');
  const client = await connectLive(app.url, session.cookie);
  await client.watch('myDay');
  await delay(2_500);
  expect([client.closed, client.ended]).toEqual([[], []]);
  client.close();
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
