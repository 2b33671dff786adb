import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { InterviewId } from '#shared/contract/ids.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { meet, order } from './support/line.ts';
import { connectLive, type LiveClient, until } from './support/live-client.ts';

/** Everything owned is closed once: when everybody has left, nothing is open, by the app's own count and the worker's. */

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
afterEach(async () => {
  await until('nothing is open', () => {
    const { sockets, views, seats, rooms, peers, transports, producers, consumers } = app.app.census();
    return sockets + views + seats + rooms + peers + transports + producers + consumers === 0;
  });
  await until('the worker holds nothing either', async () => {
    const { routers, transports } = await app.media.audit();
    return routers + transports === 0;
  });
  // Nobody is still counted as being there.
  const organizer = await app.signIn(app.seed.people.organizer.email);
  const board = await connectLive(app.url, organizer.cookie);
  expect((await board.watch('fairBoard', { fairId: app.seed.fair.id })).snapshot.totals.present).toBe(0);
  board.close();
  await until('the organizer is gone', () => app.app.census().sockets === 0);
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(() => app.close());

const connect = (session: Session) => connectLive(app.url, session.cookie);
const enter = (client: LiveClient) => client.send('media:join', { roomId: interview, rtpCapabilities: null });
async function watchAll(client: LiveClient, role: 'graduate' | 'recruiter'): Promise<void> {
  await client.watch('boothLine', { boothId: app.seed.booths.alpha.id });
  await client.watch('fairFloor', { fairId: app.seed.fair.id });
  await client.watch('interview', { interviewId: interview });
  if (role === 'graduate') await client.watch('myDay');
  else await client.watch('boothDesk', { boothId: app.seed.booths.alpha.id });
}
/** The sides that the interview's screen shows as being in the room. */
const inRoom = (client: LiveClient) => {
  const { graduate: one, recruiter: other } = client.shown('interview');
  return [one, other].filter((side) => side.inRoom);
};

test('both sides in the room, with every view of theirs, and gone again', async () => {
  const [one, other] = [await connect(graduate), await connect(recruiter)];
  await watchAll(one, 'graduate');
  await watchAll(other, 'recruiter');
  expect(await enter(one)).toMatchObject({ ok: true });
  expect(await enter(other)).toMatchObject({ ok: true });
  await until('each sees both', () => [one, other].every((client) => inRoom(client).length === 2));
  expect(app.app.census()).toMatchObject({ sockets: 2, views: 5, seats: 2, rooms: 1, peers: 2, transports: 4 });
  other.close();
  await until('the other is gone', () => inRoom(one).length === 1);
  one.close();
});

test('a connection that is cut without a word', async () => {
  const client = await connect(graduate);
  await watchAll(client, 'graduate');
  expect(await enter(client)).toMatchObject({ ok: true });
  const { transport } = client.socket.io.engine as unknown as { transport: { ws: { terminate(): void } } };
  transport.ws.terminate();
});

test('[F20] a second tab takes the seat of the first; the person is counted once, and not at all when both are gone', async () => {
  const [first, second, other] = [await connect(graduate), await connect(graduate), await connect(recruiter)];
  await other.watch('interview', { interviewId: interview });
  expect(await enter(first)).toMatchObject({ ok: true });
  expect(await enter(second)).toMatchObject({ ok: true });
  await until('the first is told', () => first.media.some(({ value }) => value.event.type === 'superseded'));
  expect(app.app.census()).toMatchObject({ seats: 1, peers: 1 });
  await until('one is in the room', () => inRoom(other).length === 1);
  first.close();
  await until('only the first has gone', () => app.app.census().sockets === 2);
  expect(app.app.census()).toMatchObject({ seats: 1, peers: 1 });
  expect(inRoom(other)).toHaveLength(1);
  second.close();
  await until('nobody is in the room', () => inRoom(other).length === 0);
  other.close();
});

test('ten joinings at once over one connection leave one seat; leaving it leaves none', async () => {
  const client = await connect(graduate);
  const answers = await Promise.all(Array.from({ length: 10 }, () => enter(client)));
  expect(answers.some(({ ok }) => ok)).toBe(true);
  // Those that were overtaken by a later one say so.
  for (const answer of answers)
    expect(['ok', 'mediaConflict', 'mediaFailed']).toContain(answer.ok ? 'ok' : answer.code);
  await until('one peer is left', () => app.app.census().peers === 1);
  expect(app.app.census().seats).toBe(1);
  expect(await client.send('media:leave', {})).toMatchObject({ ok: true });
  expect(app.app.census()).toMatchObject({ seats: 0, peers: 0 });
  client.close();
});

test('gone while entering the room', async () => {
  for (let n = 0; n < 5; n += 1) {
    const client = await connect(graduate);
    client.socket.emit('media:join', { roomId: interview, rtpCapabilities: null });
    await new Promise((resolve) => setTimeout(resolve, 2 * n));
    client.close();
  }
});

test('the end of the interview, while one side is in the room and the other is entering it', async () => {
  const [one, other] = [await connect(graduate), await connect(recruiter)];
  await watchAll(one, 'graduate');
  expect(await enter(one)).toMatchObject({ ok: true });
  const [entered, ended] = await Promise.all([enter(other), order(graduate, `/interviews/${interview}/end`)]);
  expect(ended.status).toBe(200);
  await until('the one is put out', () => one.media.some(({ value }) => value.event.type === 'roomClosed'));
  expect([true, false]).toContain(entered.ok);
  await until('no seat is left', () => app.app.census().seats === 0);
  expect(await enter(other)).toMatchObject({ ok: false, code: 'interviewEnded' });
  one.close();
  other.close();
});
