import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BoothId, DeskId } from '#shared/contract/ids.ts';
import type { ViewName } from '#shared/contract/socket.ts';
import { wordOf } from '../races/support/outcomes.ts';
import { type Answered, order, sitDown } from '../sockets/support/line.ts';
import { connectLive, HandshakeRefused, type LiveClient, until } from '../sockets/support/live-client.ts';
import type { Session } from '../support/app-server.ts';
import { endServer, type Home, makeHome, type RealServer, startServer } from './support/real-server.ts';
import { signIn } from './support/seeded-server.ts';

/** The real thing: `server/main.ts` with its own embedded database and the demo fair, killed and started again. */

const KILLS = 3;

let dataDir: string;
let home: Home;
let server: RealServer | undefined;
let graduates: Session[];
let recruiter: Session;
let boothId: BoothId;
let deskId: DeskId;

type Demo = { password: string; signIns: { role: string; email: string }[] };
type Booths = { id: BoothId }[];
type Line = { line: { number: number; state: string }[] };
type Day = { tickets: { id: string; number: number; state: string; booth: { id: string }; endedAt: number | null }[] };

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cloudfair-kill-'));
  home = await makeHome(dataDir);
  server = await startServer(home);
  const demo = (await (await fetch(`${home.url}/api/demo`)).json()) as Demo;
  const of = (role: string) => demo.signIns.filter((each) => each.role === role);
  graduates = [];
  for (const { email } of of('graduate')) graduates.push(await signIn(home.url, email, demo.password));
  recruiter = await signIn(home.url, of('recruiter')[0]?.email ?? '', demo.password);
  boothId = (await recruiter.call<Booths>('GET', '/my/booths')).body[0]?.id as BoothId;
  deskId = await sitDown(recruiter, boothId);
});
afterAll(async () => {
  await endServer(server);
  await rm(dataDir, { recursive: true, force: true });
});

/** Somebody whose page comes back by itself and asks for its views again, as the client does. */
class Page {
  client: LiveClient | undefined;
  /** How often the connection was lost. */
  losses = 0;
  readonly #session: Session;
  readonly #views: [ViewName, Record<string, string>][];
  #left = false;

  constructor(session: Session, views: [ViewName, Record<string, string>][]) {
    this.#session = session;
    this.#views = views;
  }

  async open(): Promise<void> {
    while (!this.#left) {
      try {
        const client = await connectLive(home.url, this.#session.cookie);
        client.socket.on('disconnect', () => {
          this.client = undefined;
          if (this.#left) return;
          this.losses += 1;
          void this.open();
        });
        for (const [view, params] of this.#views) await client.watch(view, params);
        this.client = client;
        return;
      } catch (error) {
        // The server is away, or not ready yet; a session that is over would come with its own code.
        if (error instanceof HandshakeRefused && error.code === 'unauthenticated') throw error;
        await delay(100);
      }
    }
  }

  leave(): void {
    this.#left = true;
    this.client?.close();
  }
}

const liveTicket = (day: Day) => day.tickets.find(({ booth, endedAt }) => booth.id === boothId && endedAt === null);
const dayOf = async (session: Session) => (await session.call<Day>('GET', '/my/day')).body;

test(`[F1][F31][I1] ${KILLS} kills of the server with people in line: the same tickets, numbers and places, and screens that equal a fresh snapshot`, async () => {
  for (const session of graduates) expect(wordOf(await order(session, `/booths/${boothId}/tickets`))).toBe('ok');
  const before = await Promise.all(graduates.map(async (session) => liveTicket(await dayOf(session))));
  const pages = [
    ...graduates.map(
      (session) =>
        new Page(session, [
          ['myDay', {}],
          ['boothLine', { boothId }],
        ]),
    ),
    new Page(recruiter, [
      ['boothDesk', { boothId }],
      ['boothLine', { boothId }],
    ]),
  ];
  await Promise.all(pages.map((page) => page.open()));
  const lineOf = (page: Page | undefined) => (page?.client?.shown('boothLine') as unknown as Line | undefined)?.line;
  const places = () => lineOf(pages[0])?.map(({ number, state }) => `${number} ${state}`);
  const line = places();
  expect(line?.length).toBeGreaterThanOrEqual(graduates.length);

  for (let kill = 1; kill <= KILLS; kill += 1) {
    // Writes run while it dies: whatever is acknowledged has to be there afterwards.
    const writes = writeUntilLost(graduates[0] as Session);
    await delay(150 * kill);
    const killed = performance.now();
    server?.kill('SIGKILL');
    // Positive control: it is dead by that signal, and every page noticed.
    expect(await server?.ended).toBe('SIGKILL');
    await until('every page lost its connection', () => pages.every(({ losses }) => losses === kill));
    const acknowledged = await writes;
    expect(acknowledged.lost).toBe(true);

    server = await startServer(home);
    await until('every page is back', () => pages.every(({ client }) => client?.socket.connected === true), 20_000);
    console.log(
      `kill ${kill}: everybody back after ${Math.round(performance.now() - killed)} ms, ${acknowledged.places.length} writes acknowledged`,
    );

    // The same ticket, number and place; everything acknowledged is there, under the same key with the same answer.
    for (const { key, body } of acknowledged.places) {
      const again = await order(graduates[0] as Session, `/positions/${body.positionId}/drop-offs`, {}, key);
      expect([again.status, again.body.id]).toEqual([200, body.id]);
    }
    const after = await Promise.all(graduates.map(async (session) => liveTicket(await dayOf(session))));
    expect(after.map((ticket) => [ticket?.id, ticket?.number, ticket?.state])).toEqual(
      before.map((ticket) => [ticket?.id, ticket?.number, ticket?.state]),
    );
    expect(places()).toEqual(line);
    await deskIsBack(pages.at(-1));
    await screensAreFresh(pages);
  }

  // And the line moves on: the first of those who wait is called.
  const first = lineOf(pages[0])?.find(({ state }) => state === 'waiting')?.number;
  const called = await order(recruiter, `/desks/${deskId}/call-next`);
  expect(wordOf(called)).toBe('ok');
  await until('everybody sees who is called', () =>
    pages.every((page) => lineOf(page)?.find(({ number }) => number === first)?.state === 'called'),
  );
  for (const page of pages) page.leave();
  expect(server?.output()).not.toMatch(/unhandled|uncaught/i);
});

type Acknowledged = { lost: boolean; places: { key: string; body: { id: string; positionId: string } }[] };

/** Drops a résumé off and takes it back, again and again, until nobody answers any more. */
async function writeUntilLost(session: Session): Promise<Acknowledged> {
  const places: Acknowledged['places'] = [];
  const { body } = await session.call<{ positions: { id: string }[] }>('GET', `/booths/${boothId}`);
  const positionId = body.positions.at(-1)?.id ?? '';
  for (;;) {
    const key = randomUUID();
    let answer: Answered;
    try {
      answer = await order(session, `/positions/${positionId}/drop-offs`, {}, key);
      if (answer.status === 409) answer = await takeBack(session, positionId);
      else if (answer.status === 200) places.push({ key, body: { id: answer.body.id ?? '', positionId } });
      if (answer.status === 200) await order(session, `/drop-offs/${answer.body.id}/withdraw`);
    } catch (error) {
      if (error instanceof TypeError) return { lost: true, places };
      throw error;
    }
  }
}

/** What an earlier death left dropped off. */
async function takeBack(session: Session, positionId: string): Promise<Answered> {
  type DropOffs = { dropOffs: { id: string; state: string; position: { id: string } }[] };
  const { body } = await session.call<DropOffs>('GET', '/my/day');
  const left = body.dropOffs.find(({ position, state }) => position.id === positionId && state !== 'withdrawn');
  return { status: 200, body: { id: left?.id ?? '' } };
}

/** The recruiter's page says that it is there; the door is open as before. */
async function deskIsBack(page: Page | undefined): Promise<void> {
  expect(await page?.client?.send('desk:present', { deskId })).toEqual({ ok: true });
  await until('the door is open', () => page?.client?.shown('boothDesk').door === 'open');
}

/** Each screen shows what somebody who has just come sees. Waits are estimates that time alone moves. */
async function screensAreFresh(pages: Page[]): Promise<void> {
  const plain = (snapshot: unknown) =>
    JSON.parse(
      JSON.stringify(snapshot, (name, value) => (['wait', 'ahead', 'door'].includes(name) ? undefined : value)),
    );
  await delay(300);
  const [fresh, atDesk] = [
    await connectLive(home.url, graduates[0]?.cookie ?? ''),
    await connectLive(home.url, recruiter.cookie),
  ];
  const line = plain((await fresh.watch('boothLine', { boothId })).snapshot);
  for (const page of pages) expect(plain(page.client?.shown('boothLine'))).toEqual(line);
  expect(plain(pages[0]?.client?.shown('myDay'))).toEqual(plain(await dayOf(graduates[0] as Session)));
  const desk = plain((await atDesk.watch('boothDesk', { boothId })).snapshot);
  expect(plain(pages.at(-1)?.client?.shown('boothDesk'))).toEqual(desk);
  fresh.close();
  atDesk.close();
}
