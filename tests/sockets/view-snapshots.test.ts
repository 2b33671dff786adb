import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskId, InterviewId, TicketId } from '#shared/contract/ids.ts';
import type { ViewMessage, ViewName } from '#shared/contract/socket.ts';
import { HALL_VIEW_INTERVAL_MS } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { order } from './support/line.ts';
import { connectLive, type LiveClient } from './support/live-client.ts';

/** Whatever is done in whatever order, by anybody: afterwards each screen shows what a fresh look would (invariant I5). */

const RUNS = 6;
const COMMANDS_A_RUN = 40;
/** Longer than the slowest view's interval: what is stale has gone out by then. */
const SETTLED_MS = 2 * HALL_VIEW_INTERVAL_MS + 200;

let app: TestApp;
let graduates: Session[];
let recruiters: { session: Session; booth: 'alpha' | 'beta' }[];
let organizer: Session;
let screens: { client: LiveClient; view: ViewName; params: Record<string, string>; key: string }[];
const clients: LiveClient[] = [];

beforeAll(async () => {
  app = await startTestApp({ graduates: 4 });
  const { people, booths, fair } = app.seed;
  graduates = [];
  for (const { email } of app.seed.graduates) graduates.push(await app.signIn(email));
  recruiters = [
    { session: await app.signIn(people.alpha.email), booth: 'alpha' },
    { session: await app.signIn(people.alphaToo.email), booth: 'alpha' },
    { session: await app.signIn(people.beta.email), booth: 'beta' },
  ];
  organizer = await app.signIn(people.organizer.email);

  const everyBooth = [booths.alpha.id, booths.beta.id].map((boothId) => ['boothLine', { boothId }] as const);
  const wanted: [Session | undefined, readonly (readonly [ViewName, Record<string, string>])[]][] = [
    ...graduates.map(
      (session) => [session, [...everyBooth, ['fairFloor', { fairId: fair.id }], ['myDay', {}]]] as [Session, never],
    ),
    [recruiters[0]?.session, [...everyBooth, ['boothDesk', { boothId: booths.alpha.id }]]],
    [recruiters[1]?.session, [['boothDesk', { boothId: booths.alpha.id }]]],
    [recruiters[2]?.session, [['boothDesk', { boothId: booths.beta.id }]]],
    [
      organizer,
      [
        ['fairBoard', { fairId: fair.id }],
        ['fairFloor', { fairId: fair.id }],
      ],
    ],
  ];
  screens = [];
  for (const [session, views] of wanted) {
    const client = await connectLive(app.url, session?.cookie ?? '');
    clients.push(client);
    for (const [view, params] of views) {
      const { key } = await client.watch(view, params);
      screens.push({ client, view, params, key });
    }
  }
});
afterAll(async () => {
  for (const client of clients) client.close();
  await app.close();
});

/** Everything somebody at the fair can do, with the numbers that say who does it and to what. */
const COMMANDS = [
  'join',
  'leave',
  'sitDown',
  'callNext',
  'accept',
  'decline',
  'putBack',
  'end',
  'say',
  'decide',
  'dropOff',
  'withdraw',
  'openResume',
  'standUp',
  'pauseBooth',
  'pauseFair',
  'timePasses',
  'renew',
] as const;
type Command = { name: (typeof COMMANDS)[number]; who: number; what: number };
const command: fc.Arbitrary<Command> = fc.record({
  name: fc.oneof(
    fc.constantFrom(...COMMANDS),
    // What moves a line comes more often, so that lines do move.
    fc.constantFrom('join', 'sitDown', 'callNext', 'accept', 'end'),
  ),
  who: fc.nat(11),
  what: fc.nat(11),
});

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];
const ids = async <T extends string>(table: 'tickets' | 'interviews' | 'desks' | 'dropOffs', open?: string) => {
  const rows = await app.db
    .selectFrom(table)
    .select('id')
    .$if(open !== undefined, (query) => query.where(open as 'id', 'is', null))
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id as string as T);
};

async function carryOut({ name, who, what }: Command): Promise<number> {
  const graduate = pick(graduates, who) ?? app.visitor;
  const recruiter = pick(recruiters, who);
  const staff = recruiter?.session ?? app.visitor;
  const booth = pick([app.seed.booths.alpha, app.seed.booths.beta], what) ?? app.seed.booths.alpha;
  const own = app.seed.booths[recruiter?.booth ?? 'alpha'];
  const post = async (session: Session, path: string, body = {}) => (await order(session, path, body)).status;
  switch (name) {
    case 'join':
      return post(graduate, `/booths/${booth.id}/tickets`, what % 3 === 0 ? { positionId: booth.positions[0] } : {});
    case 'leave':
    case 'accept':
    case 'decline': {
      // Their own more often than not: what is another's is refused.
      const tickets = await ids<TicketId>('tickets', 'endedAt');
      const statuses = await Promise.all(tickets.slice(0, 6).map((id) => post(graduate, `/tickets/${id}/${name}`)));
      return Math.max(200, ...statuses);
    }
    case 'sitDown':
      return post(staff, `/booths/${own.id}/desks`);
    case 'standUp':
      return post(staff, `/desks/${pick(await ids<DeskId>('desks', 'closedAt'), what)}/close`);
    case 'callNext': {
      const desks = await ids<DeskId>('desks', 'closedAt');
      return Math.max(200, ...(await Promise.all(desks.map((id) => post(staff, `/desks/${id}/call-next`)))));
    }
    case 'putBack':
      return post(staff, `/tickets/${pick(await ids<TicketId>('tickets', 'endedAt'), what)}/put-back`);
    case 'end': {
      const interviews = await ids<InterviewId>('interviews', 'endedAt');
      const by = what % 2 === 0 ? graduate : staff;
      return Math.max(200, ...(await Promise.all(interviews.map((id) => post(by, `/interviews/${id}/end`)))));
    }
    case 'say':
      return post(graduate, `/interviews/${pick(await ids('interviews', 'endedAt'), what)}/messages`, { text: '你好' });
    case 'decide': {
      const id = pick(await ids<InterviewId>('interviews'), what);
      const body = { outcome: 'offer', release: who % 2 === 0 };
      return (await staff.call('PUT', `/interviews/${id}/outcome`, body)).status;
    }
    case 'dropOff':
      return post(graduate, `/positions/${pick(booth.positions, who)}/drop-offs`);
    case 'withdraw':
      return post(graduate, `/drop-offs/${pick(await ids('dropOffs', 'withdrawnAt'), what)}/withdraw`);
    case 'openResume':
      return post(staff, `/drop-offs/${pick(await ids('dropOffs', 'withdrawnAt'), what)}/open`);
    case 'pauseBooth':
      return post(staff, `/booths/${own.id}/${what % 2 === 0 ? 'pause' : 'resume'}`);
    case 'pauseFair':
      return post(organizer, `/fairs/${app.seed.fair.id}/${what % 4 === 0 ? 'pause' : 'resume'}`);
    case 'timePasses':
      app.clock.advance((what + 1) * 5_000);
      await app.app.sweeper.sweep();
      return 200;
    case 'renew': {
      for (const id of await ids<DeskId>('desks', 'closedAt')) {
        await clients[4 + (who % 3)]?.send('desk:present', { deskId: id });
      }
      return 200;
    }
  }
}

/**
 * What must be equal. Waits are estimates that time alone moves; a graduate's place, wait and door come from the line's
 * own view, which goes out once for everybody in it.
 */
function comparable(view: ViewName, snapshot: unknown): unknown {
  const plain = JSON.parse(JSON.stringify(snapshot)) as Record<string, Record<string, unknown>[]>;
  const strip = (rows: Record<string, unknown>[] | undefined, ...names: string[]) => {
    for (const row of rows ?? []) for (const name of names) delete row[name];
  };
  if (view === 'boothLine') strip(plain.line, 'wait');
  if (view === 'myDay') strip(plain.tickets, 'wait', 'ahead', 'door');
  if (view === 'fairBoard') for (const hall of plain.halls ?? []) strip(hall.booths as never, 'longestWaitMs');
  return plain;
}

test('[I5] after any sequence of commands every screen shows what a fresh snapshot shows, and equal views are equal', async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: COMMANDS_A_RUN, maxLength: COMMANDS_A_RUN, size: 'max' }),
      async (commands) => {
        for (const each of commands) {
          const status = await carryOut(each);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect([each, status < 500]).toEqual([each, true]);
        }
        await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
        const seen = screens.map(({ client, view, key }) => comparable(view, client.shown(view, key)));

        // Fresh: every room is closed first.
        for (const { client, view, params } of screens) {
          while (!(await client.send('view:unsubscribe', { view, params })).ok);
        }
        expect(app.app.census().views).toBe(0);
        for (const [index, { client, view, params, key }] of screens.entries()) {
          const fresh: ViewMessage = await client.watch(view, params);
          expect([key, seen[index]]).toEqual([key, comparable(view, fresh.snapshot)]);
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Positive control: most of what was tried was done.
  console.log('answers by status', Object.fromEntries(statuses));
  const tickets = await app.db.selectFrom('tickets').select('state').execute();
  expect(new Set(tickets.map(({ state }) => state)).size).toBeGreaterThanOrEqual(3);
  for (const client of clients) {
    for (const key of new Set(client.views.map(({ value }) => value.key))) {
      const versions = client.views.filter(({ value }) => value.key === key).map(({ value }) => value.version);
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
    }
  }
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
}, 120_000);
