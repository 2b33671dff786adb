import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DeskId, InterviewId } from '#shared/contract/ids.ts';
import { VIEW_INTERVAL_MS } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { holdTable, waitingForLocks } from './support/held-table.ts';
import { meet, order, takePlace } from './support/line.ts';
import { connectLive, type LiveClient, until } from './support/live-client.ts';

let app: TestApp;
let who: Record<
  'waiting' | 'met' | 'foreign' | 'alpha' | 'beta' | 'idle' | 'organizer' | 'foreignOrganizer' | 'counsellor',
  Session
>;
let desk: DeskId;
let interview: InterviewId;
const clients: LiveClient[] = [];
const connect = async (session: Session) => {
  const client = await connectLive(app.url, session.cookie);
  clients.push(client);
  return client;
};

beforeAll(async () => {
  app = await startTestApp({ graduates: 3 });
  const { graduates, people, booths } = app.seed;
  const signIn = (person: { email: string } | undefined) => app.signIn(person?.email ?? '');
  who = {
    waiting: await signIn(graduates[0]),
    met: await signIn(graduates[1]),
    foreign: await signIn(people.foreignGraduate),
    alpha: await signIn(people.alpha),
    beta: await signIn(people.beta),
    idle: await signIn(people.idle),
    organizer: await signIn(people.organizer),
    foreignOrganizer: await signIn(people.foreignOrganizer),
    counsellor: await signIn(people.counsellor),
  };
  ({ deskId: desk, interviewId: interview } = await meet(who.alpha, who.met, booths.alpha.id));
  await takePlace(who.waiting, booths.alpha.id);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await until('nobody is connected and nothing is watched', () => {
    const { sockets, views } = app.app.census();
    return sockets === 0 && views === 0;
  });
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(() => app.close());

const pause = (on: boolean) => order(who.alpha, `/booths/${app.seed.booths.alpha.id}/${on ? 'pause' : 'resume'}`);
const versionsOf = (client: LiveClient) => client.views.map(({ value }) => value.version);

test('two people who watch the same view see the same, and versions only grow', async () => {
  const { alpha } = app.seed.booths;
  const [one, other] = [await connect(who.waiting), await connect(who.alpha)];
  const first = await one.watch('boothLine', { boothId: alpha.id });
  const second = await other.watch('boothLine', { boothId: alpha.id });
  expect(second.snapshot).toEqual(first.snapshot);
  expect(second.version).toBeGreaterThanOrEqual(first.version);
  expect(first.snapshot).toMatchObject({ door: 'open', line: [{ state: 'interviewing' }, { state: 'waiting' }] });

  for (const on of [true, false, true, false]) {
    expect((await pause(on)).status).toBe(200);
    const door = on ? 'paused' : 'open';
    await until(`both see ${door}`, () => [one, other].every((client) => client.shown('boothLine').door === door));
  }
  expect(one.shown('boothLine')).toEqual(other.shown('boothLine'));
  for (const client of [one, other]) {
    const versions = versionsOf(client);
    expect(versions.length).toBeGreaterThanOrEqual(5);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  }
});

test('a version grows over the closing and opening of its room', async () => {
  const client = await connect(who.alpha);
  const params = { boothId: app.seed.booths.alpha.id };
  const before = await client.watch('boothLine', params);
  expect((await client.send('view:unsubscribe', { view: 'boothLine', params })).ok).toBe(true);
  expect(app.app.census().views).toBe(0);
  expect((await client.watch('boothLine', params)).version).toBeGreaterThan(before.version);
});

test('[I5] a newcomer who loads the snapshot first does not use up the change that the others wait for', async () => {
  const params = { fairId: app.seed.fair.id };
  const early = await connect(who.waiting);
  await early.watch('fairFloor', params);
  const door = (client: LiveClient) =>
    client.shown('fairFloor').booths.find(([id]) => id === app.seed.booths.alpha.id)?.[1];
  // The first change goes out at once, the second has to wait for the hall's interval.
  await pause(true);
  await until('the first change', () => door(early) === 'paused');
  await pause(false);
  const late = await connect(who.met);
  await late.watch('fairFloor', params);
  expect(door(late)).toBe('open');
  await until('the second change', () => door(early) === 'open');
  expect(early.shown('fairFloor')).toEqual(late.shown('fairFloor'));
});

test('100 changes in a burst go out as a few snapshots, the last of which is the truth', async () => {
  const client = await connect(who.waiting);
  await client.watch('boothLine', { boothId: app.seed.booths.alpha.id });
  const begun = performance.now();
  for (let n = 1; n <= 100; n += 1) expect((await pause(n % 2 === 1)).status).toBe(200);
  await pause(true);
  await until('the last change', () => client.shown('boothLine').door === 'paused');
  await delay(2 * VIEW_INTERVAL_MS);
  const lasted = performance.now() - begun;
  const messages = client.views.length - 1;
  console.log(`101 changes in ${Math.round(lasted)} ms: ${messages} messages`);
  expect(messages).toBeLessThanOrEqual(Math.ceil(lasted / VIEW_INTERVAL_MS) + 1);
  expect(messages).toBeLessThan(100);
  expect(client.shown('boothLine').door).toBe('paused');
  await pause(false);
});

test('asked for five times at once, a view is watched once and left once', async () => {
  const client = await connect(who.alpha);
  const payload = { view: 'boothLine', params: { boothId: app.seed.booths.alpha.id } };
  const answers = await Promise.all(Array.from({ length: 5 }, () => client.send('view:subscribe', payload)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(app.app.census().views).toBe(1);
  await client.send('view:unsubscribe', payload);
  expect(app.app.census().views).toBe(0);
  await pause(true);
  await pause(false);
  await delay(2 * VIEW_INTERVAL_MS);
  expect(client.views).toEqual([]);
});

test('left while it loads, asked for again, or gone with its connection: nothing stays open', async () => {
  const payload = { view: 'boothLine', params: { boothId: app.seed.booths.alpha.id } };
  const [leaver, changer, goner] = [await connect(who.alpha), await connect(who.waiting), await connect(who.met)];
  const release = await holdTable(app.db, 'tickets');
  const left = [leaver.send('view:subscribe', payload), leaver.send('view:unsubscribe', payload)];
  const changed = ['subscribe', 'unsubscribe', 'subscribe'].map((verb) => changer.send(`view:${verb}`, payload));
  goner.socket.emit('view:subscribe', payload);
  await until('the snapshot waits', async () => (await waitingForLocks(app.db)) > 0);
  goner.close();
  await until('it is gone', () => app.app.census().sockets === 2);
  await release();
  await Promise.all(left);
  expect((await Promise.all(changed)).at(-1)).toMatchObject({ ok: true, view: 'boothLine' });
  expect(app.app.census().views).toBe(1);

  await pause(true);
  await until('who asked again is told', () => changer.views.length > 0);
  expect(leaver.views).toEqual([]);
  await pause(false);
});

test('[F29] a snapshot that cannot be loaded is refused as unavailable in time; the view works as soon as it can be', async () => {
  const client = await connect(who.alpha);
  const watcher = await connect(who.waiting);
  const params = { boothId: app.seed.booths.alpha.id };
  await watcher.watch('boothLine', params);
  const release = await holdTable(app.db, 'tickets');
  await delay(VIEW_INTERVAL_MS + 20);
  // The clock of the test stands still: only time makes a snapshot old.
  app.clock.advance(VIEW_INTERVAL_MS);
  const answer = await client.send('view:subscribe', { view: 'boothLine', params });
  expect(answer).toMatchObject({ ok: false, code: 'unavailable', retryable: true });
  expect(app.app.census().views).toBe(1);
  await release();
  expect((await client.send('view:subscribe', { view: 'boothLine', params })).ok).toBe(true);
  await pause(true);
  await until('both are told', () =>
    [client, watcher].every(({ views }) => views.at(-1)?.value.snapshot !== undefined),
  );
  await until('the watcher sees it', () => watcher.shown('boothLine').door === 'paused');
  await pause(false);
});

test('[A8] what is not for somebody is refused with its own code, and nothing is opened', async () => {
  const { fair, draft, booths } = app.seed;
  const cases: [keyof typeof who, string, Record<string, string>, string][] = [
    ['waiting', 'boothDesk', { boothId: booths.alpha.id }, 'forbidden'],
    ['waiting', 'fairBoard', { fairId: fair.id }, 'forbidden'],
    ['waiting', 'interview', { interviewId: interview }, 'interviewNotFound'],
    ['waiting', 'fairFloor', { fairId: draft.id }, 'fairNotFound'],
    ['foreign', 'fairFloor', { fairId: fair.id }, 'fairNotFound'],
    ['foreign', 'boothLine', { boothId: booths.alpha.id }, 'boothNotFound'],
    ['alpha', 'myDay', {}, 'forbidden'],
    ['alpha', 'fairBoard', { fairId: fair.id }, 'forbidden'],
    ['alpha', 'boothDesk', { boothId: booths.beta.id }, 'boothNotFound'],
    ['beta', 'boothDesk', { boothId: booths.alpha.id }, 'boothNotFound'],
    ['beta', 'interview', { interviewId: interview }, 'interviewNotFound'],
    ['idle', 'fairFloor', { fairId: fair.id }, 'fairNotFound'],
    ['idle', 'boothLine', { boothId: booths.alpha.id }, 'boothNotFound'],
    ['organizer', 'boothDesk', { boothId: booths.alpha.id }, 'forbidden'],
    ['organizer', 'interview', { interviewId: interview }, 'forbidden'],
    ['foreignOrganizer', 'fairBoard', { fairId: fair.id }, 'fairNotFound'],
    ['counsellor', 'boothDesk', { boothId: booths.alpha.id }, 'forbidden'],
  ];
  for (const [name, view, params, code] of cases) {
    const client = await connect(who[name]);
    const answer = await client.send('view:subscribe', { view, params });
    expect([name, view, answer]).toMatchObject([name, view, { ok: false, code }]);
    expect(app.app.census().views).toBe(0);
    client.close();
  }
  // Positive control: their owners see them.
  const [alpha, met, organizer] = [await connect(who.alpha), await connect(who.met), await connect(who.organizer)];
  expect((await alpha.watch('boothDesk', { boothId: booths.alpha.id })).snapshot.desks).toMatchObject([{ id: desk }]);
  expect((await alpha.watch('interview', { interviewId: interview })).snapshot).toBeDefined();
  expect((await met.watch('interview', { interviewId: interview })).snapshot).toBeDefined();
  expect((await organizer.watch('fairBoard', { fairId: fair.id })).snapshot.totals.interviewing).toBe(1);
});

test("[P] `myDay` is the asker's own, and goes by that name to everybody", async () => {
  const [waiting, met] = [await connect(who.waiting), await connect(who.met)];
  const mine = await waiting.watch('myDay');
  const theirs = await met.watch('myDay');
  expect([mine.key, theirs.key]).toEqual(['myDay', 'myDay']);
  expect(mine.snapshot.tickets.map(({ state }) => state)).toEqual(['waiting']);
  expect(theirs.snapshot.tickets.map(({ state }) => state)).toEqual(['interviewing']);
});
