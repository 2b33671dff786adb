import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SOCKET_MESSAGE_MAX_BYTES } from '#shared/rules/limits.ts';
import { SOCKET_ORDERS } from '../../server/live/gateway.ts';
import { startTestApp, type TestApp } from '../support/app-server.ts';
import { connectLive, type LiveClient, until } from './support/live-client.ts';

let app: TestApp;
let cookies: Record<'graduate' | 'recruiter', string>;
/** Stands by: whatever one connection sends, this one notices nothing. */
let bystander: LiveClient;
beforeAll(async () => {
  app = await startTestApp({ graduates: 1 });
  const { graduates, people } = app.seed;
  cookies = {
    graduate: (await app.signIn(graduates[0]?.email ?? '')).cookie,
    recruiter: (await app.signIn(people.alpha.email)).cookie,
  };
  bystander = await connectLive(app.url, cookies.graduate);
});
afterEach(async () => {
  expect(bystander.closed).toEqual([]);
  expect((await bystander.send('view:subscribe', { view: 'myDay', params: {} })).ok).toBe(true);
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(async () => {
  bystander.close();
  await app.close();
});

const deep = (levels: number): object => (levels === 0 ? {} : { deeper: deep(levels - 1) });

/** Payloads that fit no order. */
const WRONG: Record<string, unknown[]> = {
  'none at all': [],
  null: [null],
  'a number': [2 ** 53 + 1],
  'a string': ['view:subscribe'],
  'a list': [[{ view: 'fairFloor' }]],
  'an unknown field': [{ unknown: true }],
  binary: [Buffer.from('view')],
  'binary inside': [{ view: Buffer.alloc(16), params: { fairId: Buffer.alloc(4) } }],
  'fields of the wrong type': [{ view: 1, params: 'x', deskId: {}, roomId: [], transportId: 7, producerId: null }],
  'names of the prototype': [JSON.parse('{"__proto__":{"view":"myDay"},"constructor":{"prototype":{}}}')],
  'a deep tree': [deep(500)],
  'two payloads': [{ no: 1 }, { no: 2 }],
  'long strings': [{ view: 'x'.repeat(9_000), deskId: 'x'.repeat(9_000), roomId: '\u0000'.repeat(64) }],
};

test.each(Object.keys(SOCKET_ORDERS))('[B2][B3] %s answers every wrong payload with a code, in time', async (order) => {
  for (const cookie of Object.values(cookies)) {
    const client = await connectLive(app.url, cookie);
    for (const [what, payload] of Object.entries(WRONG)) {
      const answer = await client.send(order, ...payload);
      // `media:leave` of somebody who is in no room is right with nothing to say.
      const code = answer.ok ? 'ok' : answer.code;
      const allowed = code === 'invalidInput' || code === 'forbidden';
      expect([what, code, allowed]).toEqual([what, code, true]);
      expect(!answer.ok && answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
    client.close();
  }
});

test('[B3] a view that there is not, with parameters that fit no view or name nothing: each its own code', async () => {
  const client = await connectLive(app.url, cookies.graduate);
  const cases: [unknown, string][] = [
    [{ view: 'nothing', params: {} }, 'invalidInput'],
    [{ view: 'toString', params: {} }, 'invalidInput'],
    [{ view: 'myDay', params: { userId: app.seed.people.alpha.id } }, 'invalidInput'],
    [{ view: 'fairFloor', params: {} }, 'invalidInput'],
    [{ view: 'fairFloor', params: { fairId: 'x' } }, 'invalidInput'],
    [{ view: 'fairFloor', params: { fairId: app.seed.fair.id, more: 'x' } }, 'invalidInput'],
    [{ view: 'fairFloor', params: { fairId: randomUUID() } }, 'fairNotFound'],
    [{ view: 'boothLine', params: { boothId: randomUUID() } }, 'boothNotFound'],
    [{ view: 'interview', params: { interviewId: randomUUID() } }, 'interviewNotFound'],
  ];
  for (const [payload, code] of cases) {
    expect([payload, await client.send('view:subscribe', payload)]).toMatchObject([payload, { ok: false, code }]);
  }
  client.close();
});

test('[B1] unknown events are answered, whatever their name', async () => {
  const client = await connectLive(app.url, cookies.graduate);
  for (const name of [
    'nope',
    'view',
    'toString',
    '__proto__',
    'constructor',
    '',
    'x'.repeat(10_000),
    'view:subscribe ',
  ]) {
    expect(await client.send(name, {})).toMatchObject({ ok: false, code: 'eventUnknown', retryable: false });
  }
  client.close();
});

test('[B2] orders without an ack are carried out or dropped; nothing is thrown', async () => {
  const client = await connectLive(app.url, cookies.graduate);
  client.socket.emit('view:subscribe', { view: 'fairFloor', params: { fairId: app.seed.fair.id } });
  for (const payload of [undefined, null, 7, {}, Buffer.alloc(3)]) {
    client.socket.emit('view:subscribe', payload);
    client.socket.emit('nope', payload);
    client.socket.emit('media:join', payload, 'not a function');
  }
  expect((await client.send('view:unsubscribe', { view: 'fairFloor', params: { fairId: app.seed.fair.id } })).ok).toBe(
    true,
  );
  expect(client.closed).toEqual([]);
  client.close();
});

/** Socket.IO packets as they stand on the wire, each sent on a connection of its own. */
const RAW_PACKETS = [
  '2["connect"]',
  '2["disconnect"]',
  '2["disconnecting"]',
  '2["connect_error"]',
  '2["error",{"message":"x"}]',
  '2["newListener"]',
  '2["removeListener"]',
  '2[]',
  '2[{}]',
  '2[null]',
  '2[42,{}]',
  '2{"a":1}',
  '2',
  '2"',
  '2[',
  '29007199254740993["view:subscribe"]',
  '2-1["view:subscribe"]',
  '3',
  '31[{"ok":true}]',
  '3999999["never asked"]',
  '4{"message":"x"}',
  '5',
  '51-["x",{"_placeholder":true,"num":0}]',
  '51-["x",{"_placeholder":true,"num":"__proto__"}]',
  '51-["x",{"_placeholder":true,"num":-1}]',
  '599999999-["x"]',
  '6',
  '9',
  'x',
  '',
  '0',
  '0/admin,',
  '0/__proto__,',
  '0{"sid":"x"}',
  '0[1]',
  '1',
  '1/admin,',
  '2/admin,["x"]',
];

test.each(RAW_PACKETS)('[B4] the packet %j costs at most its own connection', async (packet) => {
  const client = await connectLive(app.url, cookies.graduate);
  client.socket.io.engine.write(packet);
  // Answered in order, or never because the connection was closed for what came before.
  const answer = await client.send('view:unsubscribe', { view: 'myDay', params: {} }).catch(() => undefined);
  expect(answer?.ok === true || client.closed.length === 1).toBe(true);
  client.close();
});

/** Frames below Socket.IO: Engine.IO packets and bytes of no meaning. */
const RAW_FRAMES = [
  '',
  '5',
  '7',
  '1',
  '0{}',
  '3',
  '6',
  'b4AAAA',
  '\u0000',
  Buffer.alloc(0),
  Buffer.alloc(100, 255),
  Buffer.from([4, 50]),
];

test.each(RAW_FRAMES)('[B4] the frame %j costs at most its own connection', async (frame) => {
  const client = await connectLive(app.url, cookies.graduate);
  const { transport } = client.socket.io.engine as unknown as { transport: { ws: { send(frame: unknown): void } } };
  transport.ws.send(frame);
  const answer = await client.send('view:unsubscribe', { view: 'myDay', params: {} }).catch(() => undefined);
  expect(answer?.ok === true || client.closed.length === 1).toBe(true);
  client.close();
});

test('[B4] a message of 64 KB is read and answered; a larger one closes its connection', async () => {
  const client = await connectLive(app.url, cookies.graduate);
  const fits = { view: 'x'.repeat(SOCKET_MESSAGE_MAX_BYTES - 100), params: {} };
  expect(await client.send('view:subscribe', fits)).toMatchObject({ ok: false, code: 'invalidInput' });
  expect(client.closed).toEqual([]);
  for (const more of ['x'.repeat(SOCKET_MESSAGE_MAX_BYTES), Buffer.alloc(SOCKET_MESSAGE_MAX_BYTES + 1)]) {
    const large = await connectLive(app.url, cookies.graduate);
    large.socket.emit('view:subscribe', more);
    await until('closed', () => large.closed.length === 1);
  }
  client.close();
});

test('a refused session of orders leaves nothing open', async () => {
  await until('only the bystander is left', () => app.app.census().sockets === 1);
  expect(app.app.census()).toMatchObject({ sockets: 1, views: 1, seats: 0, rooms: 0, peers: 0, transports: 0 });
});
