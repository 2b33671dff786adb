import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeskId } from '#shared/contract/ids.ts';
import { DESK_RENEW_MS } from '#shared/rules/limits.ts';
import { brokenInvariants } from '../races/support/invariants.ts';
import { tally, wordOf } from '../races/support/outcomes.ts';
import { holdTable, waitingForLocks } from '../sockets/support/held-table.ts';
import { type Answered, order, sitDown } from '../sockets/support/line.ts';
import { connectLive, HandshakeRefused, type LiveClient, until } from '../sockets/support/live-client.ts';
import { type Session, session } from '../support/app-server.ts';
import { statusOf } from './support/real-server.ts';
import { type SeededServer, signIn, startSeededServer } from './support/seeded-server.ts';

/** An answer is due by then, however the database is. Statements end after 5 s. */
const BOUNDED_MS = 8_000;

let home: SeededServer;
let url: string;
let graduates: Session[];
let recruiter: Session;
let desk: DeskId;
let atDesk: LiveClient;
let renewing: NodeJS.Timeout;
beforeAll(async () => {
  home = await startSeededServer(5);
  ({ url } = home.server);
  const { password, people } = home.seed;
  graduates = [];
  for (const { email } of home.seed.graduates) graduates.push(await signIn(url, email, password));
  recruiter = await signIn(url, people.alpha.email, password);
  atDesk = await connectLive(url, recruiter.cookie);
});
beforeEach(async () => {
  desk = await sitDown(recruiter, home.seed.booths.alpha.id);
  renewing = setInterval(
    () => void atDesk.send('desk:present', { deskId: desk }).catch(() => undefined),
    DESK_RENEW_MS,
  );
});
afterEach(async () => {
  clearInterval(renewing);
  expect(home.server.alive()).toBe(true);
  expect(await brokenInvariants(home.db)).toEqual([]);
  for (const each of graduates) {
    const { body } = await each.call<{ tickets: { id: string; endedAt: number | null }[] }>('GET', '/my/day');
    for (const { id, endedAt } of body.tickets) if (endedAt === null) await order(each, `/tickets/${id}/leave`);
  }
});
afterAll(async () => {
  atDesk.close();
  await home.close();
});

const boothPath = () => `/booths/${home.seed.booths.alpha.id}/tickets`;
/** Measures an answer. */
async function timed<T>(answer: Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  return [await answer, performance.now() - begun];
}

/** Ends every connection to the database but the one that asks (the test's own idle ones come back by themselves); tells how many. */
async function cutConnections(): Promise<number> {
  const { rows } = await sql<{ cut: boolean }>`
    SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`.execute(
    home.db,
  );
  return rows.filter(({ cut }) => cut).length;
}

test('[F27][I1][I6] connections killed under load: success or 503, nothing acknowledged is lost, nothing is done twice', async () => {
  const answers: Answered[] = [];
  const joined = new Map<string, string>();
  const inFlight = { most: 0, now: 0 };
  let going = true;

  /** As the client does: the same command under the same key until there is an answer. */
  async function command(session: Session, path: string): Promise<Answered> {
    const key = randomUUID();
    for (;;) {
      inFlight.now += 1;
      inFlight.most = Math.max(inFlight.most, inFlight.now);
      const answer = await order(session, path, {}, key);
      inFlight.now -= 1;
      answers.push(answer);
      if (answer.status !== 503) return answer;
      await delay(20);
    }
  }
  const workers = graduates.map(async (session) => {
    while (going) {
      const { status, body } = await command(session, boothPath());
      expect([status, body.code]).toEqual([200, undefined]);
      joined.set(body.id ?? '', 'left');
      expect(wordOf(await command(session, `/tickets/${body.id}/leave`))).toBe('ok');
    }
  });
  let cut = 0;
  const begun = performance.now();
  while (performance.now() - begun < 5_000) {
    await delay(250);
    cut += await cutConnections();
  }
  going = false;
  await Promise.all(workers);

  // Positive control: connections were really cut while commands ran, and somebody was told.
  const words = tally(answers.map(wordOf));
  console.log(`${cut} connections cut`, words, 'at most', inFlight.most, 'commands at once');
  expect(cut).toBeGreaterThan(20);
  expect(words.unavailable ?? 0).toBeGreaterThan(0);
  expect(Object.keys(words).sort()).toEqual(['ok', 'unavailable']);
  expect(home.server.output()).toMatch(/connection was lost|unavailable/);

  // Every acknowledged place is there, once, and was left once.
  const rows = await home.db.selectFrom('tickets').select(['id', 'state']).execute();
  expect(rows.map(({ id }) => id as string).sort()).toEqual([...joined.keys()].sort());
  expect(rows.every(({ state }) => state === 'left')).toBe(true);
  expect(await statusOf(`${url}/readyz`)).toBe(200);
  // Connections to the page need no database; nobody was cut off or signed out.
  expect([atDesk.closed, atDesk.ended]).toEqual([[], []]);
  expect(home.server.output()).not.toMatch(/unhandled|uncaught/i);
});

test('[F27] views go on after their connections were killed', async () => {
  const watcher = await connectLive(url, graduates[0]?.cookie ?? '');
  await watcher.watch('boothLine', { boothId: home.seed.booths.alpha.id });
  expect(await cutConnections()).toBeGreaterThan(0);
  const joined = await until(
    'a place is taken',
    async () => (await order(graduates[1] ?? recruiter, boothPath())).status === 200,
  );
  await until('the line shows it', () => watcher.shown('boothLine').line.length === 1);
  console.log(`working again after ${Math.round(joined)} ms`);
  watcher.close();
});

test('[F29] a locked table: what needs it is answered unavailable in bounded time, everything else goes on', async () => {
  const client = await connectLive(url, graduates[0]?.cookie ?? '');
  const release = await holdTable(home.db, 'tickets');
  const asked = Promise.all([
    timed(order(graduates[0] ?? recruiter, boothPath())),
    timed(graduates[1]?.call<{ code: string }>('GET', '/my/day') ?? Promise.reject(new Error('nobody'))),
    timed(order(recruiter, `/desks/${desk}/call-next`)),
  ]);
  const view = timed(
    client.send('view:subscribe', { view: 'boothLine', params: { boothId: home.seed.booths.alpha.id } }),
  );
  // Positive control: they do wait for the lock.
  await until('statements wait', async () => (await waitingForLocks(home.db)) >= 3);
  const [me, meMs] = await timed(graduates[2]?.call('GET', '/me') ?? Promise.reject(new Error('nobody')));
  expect(me.status).toBe(200);
  expect(await statusOf(`${url}/healthz`)).toBe(200);
  for (const [{ status, body }, ms] of await asked) {
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(ms).toBeLessThan(BOUNDED_MS);
  }
  const [answer, viewMs] = await view;
  expect(answer).toMatchObject({ ok: false, code: 'unavailable', retryable: true });
  console.log(
    'answered after',
    (await asked).map(([, ms]) => Math.round(ms)),
    'view',
    Math.round(viewMs),
    'beside it',
    Math.round(meMs),
  );
  await release();
  expect((await order(graduates[0] ?? recruiter, boothPath())).status).toBe(200);
  client.close();
});

test('[F29] sessions that cannot be read: nobody is taken for a stranger or signed out, they are asked to try again', async () => {
  const release = await holdTable(home.db, 'auth_sessions');
  const { password } = home.seed;
  const refusedCode = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'let in',
      (error: unknown) => (error instanceof HandshakeRefused ? error.code : String(error)),
    );
  const asked = Promise.all([
    timed(recruiter.call<{ code: string }>('GET', '/me')),
    timed(order(graduates[0] ?? recruiter, boothPath())),
    timed(
      session(url, '').call<{ code: string }>('POST', '/auth/sign-in/email', {
        email: home.seed.graduates[0]?.email,
        password,
      }),
    ),
  ]);
  const handshake = timed(refusedCode(connectLive(url, recruiter.cookie)));
  await until('statements wait', async () => (await waitingForLocks(home.db)) >= 3);
  for (const [{ status, body }, ms] of await asked) {
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(ms).toBeLessThan(BOUNDED_MS);
  }
  expect((await handshake)[0]).toBe('unavailable');
  await release();
  expect((await recruiter.call('GET', '/me')).body).toMatchObject({ user: { id: home.seed.people.alpha.id } });
  expect([atDesk.closed, atDesk.sessionEnded]).toEqual([[], []]);
  (await connectLive(url, recruiter.cookie)).close();
});

test('[F29] a statement that hangs is ended, answered unavailable, and leaves nothing behind', async () => {
  await sql`CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN new; END $$`.execute(
    home.db,
  );
  await sql`CREATE TRIGGER hang BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION hang()`.execute(home.db);
  const key = randomUUID();
  const hanging = timed(order(graduates[0] ?? recruiter, boothPath(), {}, key));
  const sleeping = async () => {
    const { rows } =
      await sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`.execute(
        home.db,
      );
    return rows.length > 0;
  };
  // Positive control.
  await until('it hangs', sleeping);
  const [{ status, body }, ms] = await hanging;
  console.log(`answered after ${Math.round(ms)} ms`);
  expect([status, body.code]).toEqual([503, 'unavailable']);
  expect(ms).toBeLessThan(BOUNDED_MS);
  expect(await sleeping()).toBe(false);
  await sql`DROP FUNCTION hang CASCADE`.execute(home.db);
  // The same command under the same key is done now, once.
  const again = await order(graduates[0] ?? recruiter, boothPath(), {}, key);
  expect(again.status).toBe(200);
  expect((await order(graduates[0] ?? recruiter, boothPath(), {}, key)).body).toEqual(again.body);
});

test('[F30] more requests than connections while everything waits: refused in bounded time, and served again afterwards', async () => {
  const release = await holdTable(home.db, 'tickets');
  const many = Array.from({ length: 60 }, (_, n) =>
    timed(graduates[n % 5]?.call<{ code: string }>('GET', '/my/day') ?? Promise.reject(new Error('nobody'))),
  );
  await until('connections are used up', async () => (await waitingForLocks(home.db)) >= 10);
  const answers = await Promise.all(many);
  console.log(`60 answers, the slowest after ${Math.round(Math.max(...answers.map(([, ms]) => ms)))} ms`);
  for (const [{ status, body }, ms] of answers) {
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(ms).toBeLessThan(BOUNDED_MS);
  }
  await release();
  await until('served again', async () => (await graduates[0]?.call('GET', '/my/day'))?.status === 200);
});
