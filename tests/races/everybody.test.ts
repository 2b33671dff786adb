import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CALL_WINDOW_MS } from '#shared/rules/limits.ts';
import { order, type Told } from '../sockets/support/line.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { brokenInvariants } from './support/invariants.ts';
import { tally, wordOf } from './support/outcomes.ts';

/** Everybody at once, in an order that chance gives: whatever was acknowledged is there, and no invariant is broken. */

const RUNS = 4;
const BATCHES = 12;
const AT_ONCE = 12;

let app: TestApp;
let graduates: Session[];
let recruiters: { session: Session; booth: 'alpha' | 'beta' }[];
beforeAll(async () => {
  app = await startTestApp({ graduates: 5 });
  const { people } = app.seed;
  graduates = [];
  for (const { email } of app.seed.graduates) graduates.push(await app.signIn(email));
  recruiters = [
    { session: await app.signIn(people.alpha.email), booth: 'alpha' },
    { session: await app.signIn(people.alphaToo.email), booth: 'alpha' },
    { session: await app.signIn(people.beta.email), booth: 'beta' },
  ];
});
afterAll(() => app.close());

const ORDERS = [
  'join',
  'join',
  'leave',
  'sitDown',
  'call',
  'call',
  'accept',
  'accept',
  'decline',
  'putBack',
  'end',
  'standUp',
  'late',
] as const;
type Order = { name: (typeof ORDERS)[number]; who: number; what: number };
const batch = fc.array(fc.record({ name: fc.constantFrom(...ORDERS), who: fc.nat(14), what: fc.nat(14) }), {
  minLength: AT_ONCE,
  maxLength: AT_ONCE,
  size: 'max',
});

/** What was answered with 200, by what it must have left behind. */
const acknowledged = { joined: new Set<string>(), opened: new Set<string>(), ended: new Set<string>() };
const words: string[] = [];

type Live = { tickets: string[]; interviews: string[]; desks: string[] };
async function liveThings(): Promise<Live> {
  const [tickets, interviews, desks] = await Promise.all([
    app.db.selectFrom('tickets').select('id').where('endedAt', 'is', null).orderBy('seq').execute(),
    app.db.selectFrom('interviews').select('id').where('endedAt', 'is', null).orderBy('createdAt').execute(),
    app.db.selectFrom('desks').select('id').where('closedAt', 'is', null).orderBy('openedAt').execute(),
  ]);
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return { tickets: ids(tickets), interviews: ids(interviews), desks: ids(desks) };
}

async function carryOut({ name, who, what }: Order, { tickets, interviews, desks }: Live): Promise<void> {
  const graduate = graduates[who % graduates.length] ?? app.visitor;
  const { session: staff = app.visitor, booth = 'alpha' } = recruiters[who % recruiters.length] ?? {};
  const at = <T>(list: T[]) => list[what % Math.max(1, list.length)];
  const tell = async (session: Session, path: string): Promise<Told | undefined> => {
    const answer = await order(session, path);
    words.push(wordOf(answer));
    expect([path, answer.status < 500]).toEqual([path, true]);
    return answer.status === 200 ? answer.body : undefined;
  };
  const note = (set: Set<string>, id: string | undefined) => id !== undefined && set.add(id);
  switch (name) {
    case 'join': {
      const id = app.seed.booths[what % 2 === 0 ? 'alpha' : 'beta'].id;
      return void note(acknowledged.joined, (await tell(graduate, `/booths/${id}/tickets`))?.id);
    }
    case 'accept':
      // Each graduate may accept their own only.
      for (const told of await Promise.all(tickets.slice(0, 8).map((id) => tell(graduate, `/tickets/${id}/accept`))))
        note(acknowledged.opened, told?.interviewId);
      return;
    case 'leave':
    case 'decline':
      return void (await tell(graduate, `/tickets/${at(tickets)}/${name}`));
    case 'putBack':
      return void (await tell(staff, `/tickets/${at(tickets)}/put-back`));
    case 'sitDown':
      return void (await tell(staff, `/booths/${app.seed.booths[booth].id}/desks`));
    case 'standUp':
      return void (await tell(staff, `/desks/${at(desks)}/close`));
    case 'call':
      // Every desk asks; each recruiter may at their own only.
      return void (await Promise.all(desks.map((id) => tell(staff, `/desks/${id}/call-next`))));
    case 'end': {
      const id = at(interviews);
      if ((await tell(what % 2 === 0 ? graduate : staff, `/interviews/${id}/end`)) !== undefined)
        note(acknowledged.ended, id);
      return;
    }
    case 'late':
      if (what === 0) app.clock.advance(CALL_WINDOW_MS);
      return app.app.sweeper.sweep();
  }
}

test(`[I1]-[I4][I6] ${AT_ONCE} orders at a time by everybody: no invariant is broken, nothing acknowledged is lost`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: BATCHES, maxLength: BATCHES, size: 'max' }), async (batches) => {
      for (const { session, booth } of recruiters) await order(session, `/booths/${app.seed.booths[booth].id}/desks`);
      for (const orders of batches) {
        const live = await liveThings();
        await Promise.all(orders.map((each) => carryOut(each, live)));
        expect(await brokenInvariants(app.db)).toEqual([]);
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  const idsOf = async (table: 'tickets' | 'interviews') =>
    new Set<string>((await app.db.selectFrom(table).select('id').execute()).map(({ id }) => id));
  const [tickets, interviews] = [await idsOf('tickets'), await idsOf('interviews')];
  const ended = await app.db.selectFrom('interviews').select('id').where('endedAt', 'is not', null).execute();
  expect([...acknowledged.joined].filter((id) => !tickets.has(id))).toEqual([]);
  expect([...acknowledged.opened].filter((id) => !interviews.has(id))).toEqual([]);
  expect([...acknowledged.ended].filter((id) => !ended.some((row) => row.id === id))).toEqual([]);
  // Positive control: lines moved and interviews were held.
  console.log(tally(words));
  expect(acknowledged.joined.size).toBeGreaterThan(10);
  expect(acknowledged.opened.size).toBeGreaterThan(0);
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
}, 90_000);
