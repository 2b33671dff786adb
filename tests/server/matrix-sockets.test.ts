import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MediaAnswer } from '#shared/contract/media.ts';
import { type ViewName, viewContract } from '#shared/contract/socket.ts';
import { type Action, PERMISSIONS, type Relation, VIEWERS, type Viewer } from '#shared/rules/permissions.ts';
import { SOCKET_ORDERS } from '../../server/live/gateway.ts';
import { DTLS } from '../media/support/peers.ts';
import { connectLive, HandshakeRefused, type LiveClient } from '../sockets/support/live-client.ts';
import { startTestApp, type TestApp } from '../support/app-server.ts';
import { type Cast, expectationsOf, gatherCast, type Member } from './support/cast.ts';
import { createStage, type Stage } from './support/stage.ts';

type Order = keyof typeof SOCKET_ORDERS;
type Joined = MediaAnswer<'media:join'>;

let app: TestApp;
let stage: Stage;
let cast: Cast;
const open: LiveClient[] = [];

beforeAll(async () => {
  app = await startTestApp();
  [stage, cast] = await Promise.all([createStage(app), gatherCast(app)]);
  await stage.set('interview');
}, 120_000);
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});
afterAll(() => app.close());

const cellOf = (action: Action, viewer: Viewer): Relation | undefined =>
  (PERMISSIONS[action] as Partial<Record<Viewer, Relation>>)[viewer];

async function connect(member: Member): Promise<LiveClient> {
  const client = await connectLive(app.url, member.session.cookie);
  open.push(client);
  return client;
}

/** Each view with its parameters on the stage. */
const viewParams = (): Record<ViewName, Record<string, string>> => ({
  fairFloor: { fairId: stage.ids.fairId },
  fairBoard: { fairId: stage.ids.fairId },
  boothLine: { boothId: stage.ids.boothId },
  boothDesk: { boothId: stage.ids.boothId },
  myDay: {},
  interview: { interviewId: stage.ids.interviewId },
});

/**
 * A well-formed payload of each media order but the join. Where it names what is not there, the answer says that; what
 * matters here is that it is no refusal of the right.
 */
const mediaPayload = (joined: Joined | undefined): Partial<Record<Order, unknown>> => ({
  'media:connectTransport': { transportId: joined?.sendTransport.id ?? 'x', dtlsParameters: DTLS },
  'media:produce': {
    transportId: joined?.sendTransport.id ?? 'x',
    source: 'microphone',
    paused: true,
    rtpParameters: {
      mid: '0',
      codecs: [
        { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {}, rtcpFeedback: [] },
      ],
      headerExtensions: [],
      encodings: [{ ssrc: 1_234 }],
      rtcp: { cname: 'matrix', reducedSize: true },
    },
  },
  'media:closeProducer': { producerId: 'x' },
  'media:pauseProducer': { producerId: 'x' },
  'media:resumeProducer': { producerId: 'x' },
  'media:consume': { rtpCapabilities: joined?.routerRtpCapabilities ?? { codecs: [], headerExtensions: [] } },
  'media:resumeConsumer': { consumerIds: ['x'] },
  'media:restartIce': { transportId: joined?.sendTransport.id ?? 'x' },
  'media:leave': {},
});

/** Orders that stand beside the media ones, as whoever may send them does. */
const plainPayload = (): Partial<Record<Order, unknown>> => ({
  'view:subscribe': { view: 'fairFloor', params: { fairId: stage.ids.fairId } },
  'view:unsubscribe': { view: 'fairFloor', params: { fairId: stage.ids.fairId } },
  'desk:present': { deskId: stage.ids.deskId },
});

const plainOrders = Object.keys(SOCKET_ORDERS).filter((name) => !name.startsWith('media:')) as Order[];
const mediaOrders = Object.keys(SOCKET_ORDERS).filter((name) => name.startsWith('media:')) as Order[];
/** Codes that take a right away; everything else is about what was sent. */
const RIGHTS = ['unauthenticated', 'forbidden', 'interviewNotFound', 'mediaNotJoined'];

test('[P1] every order has a payload here, and every payload its order', () => {
  const known = [...Object.keys(plainPayload()), 'media:join', ...Object.keys(mediaPayload(undefined))];
  expect(known.sort()).toEqual(Object.keys(SOCKET_ORDERS).sort());
  for (const { action } of Object.values(SOCKET_ORDERS)) expect(PERMISSIONS).toHaveProperty([action]);
});

test('[P1] a visitor has no socket at all', async () => {
  await expect(connectLive(app.url, '')).rejects.toSatisfy(
    (error) => error instanceof HandshakeRefused && error.code === 'unauthenticated',
  );
});

const signedIn = VIEWERS.filter((viewer) => viewer !== 'visitor');

describe('views', () => {
  test.each(Object.keys(viewContract) as ViewName[])(
    '[P1][P3] %s: for each viewer with and without the relation',
    async (view) => {
      for (const viewer of signedIn) {
        for (const { member, expected } of expectationsOf(cast, viewer, cellOf(viewContract[view].action, viewer))) {
          const client = await connect(member);
          const answer = await client.send('view:subscribe', { view, params: viewParams()[view] });
          const said = `${member.name} (${viewer}) is ${expected}: ${answer.ok ? 'ok' : answer.code}`;
          if (expected === 'allowed') expect(answer.ok, said).toBe(true);
          else
            expect(answer, said).toMatchObject({
              ok: false,
              code: expected === 'refused' ? 'forbidden' : hiddenCode(view),
            });
        }
      }
    },
  );
});

function hiddenCode(view: ViewName): string {
  if (view.startsWith('fair')) return 'fairNotFound';
  return view.startsWith('booth') ? 'boothNotFound' : 'interviewNotFound';
}

describe('orders', () => {
  test.each(plainOrders)('[P1][P3] %s: for each viewer with and without the relation', async (order) => {
    for (const viewer of signedIn) {
      for (const { member, expected } of expectationsOf(cast, viewer, cellOf(SOCKET_ORDERS[order].action, viewer))) {
        const client = await connect(member);
        const answer = await client.send(order, plainPayload()[order]);
        const said = `${member.name} (${viewer}) is ${expected}: ${answer.ok ? 'ok' : answer.code}`;
        if (expected === 'allowed') expect(answer.ok, said).toBe(true);
        else
          expect(answer, said).toMatchObject({
            ok: false,
            code: expected === 'refused' ? 'forbidden' : 'deskNotFound',
          });
      }
    }
  });

  test('[P1][P3] every media order: for each viewer with and without the relation', async () => {
    for (const viewer of signedIn) {
      for (const { member, expected } of expectationsOf(cast, viewer, cellOf('interview.join', viewer))) {
        const client = await connect(member);
        const join = await client.send('media:join', { roomId: stage.ids.interviewId, rtpCapabilities: null });
        const who = `${member.name} (${viewer}) is ${expected}`;
        if (expected === 'allowed') expect(join.ok, who).toBe(true);
        else expect(join, who).toMatchObject({ code: expected === 'refused' ? 'forbidden' : 'interviewNotFound' });
        const payloads = mediaPayload(join.ok ? (join as unknown as Joined) : undefined);
        for (const order of mediaOrders.filter((name) => name !== 'media:join')) {
          const answer = await client.send(order, payloads[order]);
          const code = answer.ok ? 'ok' : answer.code;
          const said = `${who}, ${order}: ${code}`;
          if (expected === 'allowed') expect(RIGHTS, said).not.toContain(code);
          else if (expected === 'refused') expect(code, said).toBe('forbidden');
          // Leaving a room one is not in is no harm, and says nothing of the room.
          else expect(code, said).toBe(order === 'media:leave' ? 'ok' : 'mediaNotJoined');
        }
        client.close();
      }
    }
    expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
  });
});
