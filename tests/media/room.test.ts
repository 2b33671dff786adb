import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MEDIA_REQUESTS, MediaNotice } from '#shared/contract/media.ts';
import { ROUTER_CAPABILITIES } from '../../client/src/media/router-capabilities.ts';
import type { MediaEngine } from '../../server/media/engine.ts';
import { startEngine, until } from './support/engine.ts';
import { capabilitiesOf, DTLS, eventsOf, joinRoom, produceRequest } from './support/peers.ts';

let engine: MediaEngine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());
afterEach(async () => {
  engine.closeRoom('interview-1', 'ended');
  await until('the workers hold nothing', async () => (await engine.audit()).routers === 0);
});

describe('one call', () => {
  test('one ack of a join gives all that the client needs, in the form of the contract', async () => {
    const { session } = await joinRoom(engine);
    const answer = MEDIA_REQUESTS['media:join'].answer.parse(session.joined);
    expect(answer.epoch).toBe(1);
    expect(answer.sendTransport.iceCandidates.map(({ protocol }) => protocol).toSorted()).toEqual(['tcp', 'udp']);
    expect(answer.routerRtpCapabilities.codecs.map(({ mimeType }) => mimeType)).toEqual([
      'audio/opus',
      'video/VP8',
      'video/rtx',
      'video/H264',
      'video/rtx',
    ]);
    expect(await engine.audit()).toEqual({ routers: 1, transports: 2 });
  });

  test('the client knows beforehand what the router carries', async () => {
    const { session } = await joinRoom(engine);
    const { routerRtpCapabilities } = session.joined;
    const advice = `client/src/media/router-capabilities.ts should hold ${JSON.stringify(routerRtpCapabilities)}`;
    expect(JSON.stringify(ROUTER_CAPABILITIES), advice).toBe(JSON.stringify(routerRtpCapabilities));
  });

  test('a stream sent before the other can receive comes with media:consume, a later one with producerAdded', async () => {
    const ada = await joinRoom(engine);
    const { producerId } = await ada.session.request('media:produce', produceRequest(ada.session, 'microphone'));
    const bo = await joinRoom(engine);
    expect(bo.session.joined.peers).toEqual([
      {
        peerId: ada.session.peerId,
        userId: ada.session.userId,
        displayRole: 'graduate',
        producers: [{ producerId, source: 'microphone', paused: false }],
      },
    ]);
    const { consumers } = await bo.session.request('media:consume', { rtpCapabilities: capabilitiesOf(bo.session) });
    expect(consumers.map((consumer) => [consumer.peerId, consumer.source, consumer.producerId])).toEqual([
      [ada.session.peerId, 'microphone', producerId],
    ]);

    const camera = await ada.session.request('media:produce', produceRequest(ada.session, 'camera'));
    await until('told of the camera', () => eventsOf(bo, 'producerAdded').length === 1);
    const [added] = eventsOf(bo, 'producerAdded');
    expect(added?.producer).toEqual({ producerId: camera.producerId, source: 'camera', paused: false });
    expect(added?.consumer?.producerId).toBe(camera.producerId);
    await bo.session.request('media:resumeConsumer', {
      consumerIds: [...consumers, ...(added?.consumer ? [added.consumer] : [])].map(({ consumerId }) => consumerId),
    });
    for (const notice of [...ada.notices, ...bo.notices]) MediaNotice.parse(notice);
    MEDIA_REQUESTS['media:consume'].answer.parse({ consumers });
    expect(engine.stats()).toMatchObject({ rooms: 1, peers: 2, transports: 4, producers: 2, consumers: 2 });
  });

  test('a client that knows what it can receive gets the consumers with the answer of the join', async () => {
    const ada = await joinRoom(engine);
    await ada.session.request('media:produce', produceRequest(ada.session, 'microphone'));
    await ada.session.request('media:produce', produceRequest(ada.session, 'camera'));
    const bo = await joinRoom(engine, { rtpCapabilities: capabilitiesOf(ada.session) });
    const answer = MEDIA_REQUESTS['media:join'].answer.parse(bo.session.joined);
    expect(answer.consumers.map(({ source }) => source).toSorted()).toEqual(['camera', 'microphone']);
  });

  test('mute, unmute and the end of a stream are told to the others', async () => {
    const ada = await joinRoom(engine);
    const bo = await joinRoom(engine);
    const { producerId } = await ada.session.request('media:produce', produceRequest(ada.session, 'microphone'));
    await ada.session.request('media:pauseProducer', { producerId });
    await ada.session.request('media:resumeProducer', { producerId });
    await ada.session.request('media:closeProducer', { producerId });
    const { peerId } = ada.session;
    const told = bo.notices.map(({ event }) => event).filter(({ type }) => type.startsWith('producer'));
    expect(told.slice(1)).toEqual([
      { type: 'producerPaused', peerId, producerId },
      { type: 'producerResumed', peerId, producerId },
      { type: 'producerClosed', peerId, producerId },
    ]);
    expect(engine.stats().producers).toBe(0);
  });

  test('a stream that starts muted is muted on the worker from its first packet on', async () => {
    const ada = await joinRoom(engine);
    await ada.session.request('media:produce', { ...produceRequest(ada.session, 'microphone'), paused: true });
    const bo = await joinRoom(engine);
    expect(bo.session.joined.peers[0]?.producers[0]?.paused).toBe(true);
  });
});

describe('the same person again', () => {
  test('a second join supersedes the first: the first is told and closed, the others see one exchange', async () => {
    const other = await joinRoom(engine);
    const first = await joinRoom(engine, { userId: 'ada' });
    const second = await joinRoom(engine, { userId: 'ada' });
    expect(eventsOf(first, 'superseded')).toHaveLength(1);
    expect(first.session.closed).toBe(true);
    await expect(first.session.request('media:leave', {})).rejects.toMatchObject({ code: 'mediaNotJoined' });
    expect(eventsOf(other, 'peerLeft')).toEqual([]);
    expect(eventsOf(other, 'peerJoined').map(({ peer, replaces }) => [peer.peerId, replaces])).toEqual([
      [first.session.peerId, null],
      [second.session.peerId, first.session.peerId],
    ]);
    expect(await engine.audit()).toEqual({ routers: 1, transports: 4 });
  });

  test('of two joins of one person in flight the later wins, whichever ends first', async () => {
    const joins = await Promise.allSettled([
      joinRoom(engine, { userId: 'ada', peerId: 'one' }),
      joinRoom(engine, { userId: 'ada', peerId: 'two' }),
    ]);
    const open = joins.flatMap((join) =>
      join.status === 'fulfilled' && !join.value.session.closed ? [join.value] : [],
    );
    expect(open.map(({ session }) => session.peerId)).toEqual(['two']);
    expect(engine.stats()).toMatchObject({ peers: 1, transports: 2 });
    expect(await engine.audit()).toEqual({ routers: 1, transports: 2 });
  });
});

describe('the end', () => {
  test('who leaves is told to the others with the reason, and frees everything', async () => {
    const ada = await joinRoom(engine);
    const bo = await joinRoom(engine);
    await ada.session.request('media:produce', produceRequest(ada.session, 'camera'));
    await bo.session.request('media:consume', { rtpCapabilities: capabilitiesOf(bo.session) });
    expect(engine.stats().consumers).toBe(1);
    ada.session.close('disconnected');
    ada.session.close('left');
    expect(eventsOf(bo, 'peerLeft')).toEqual([
      { type: 'peerLeft', peerId: ada.session.peerId, reason: 'disconnected' },
    ]);
    await until('the consumer is closed', () => engine.stats().consumers === 0);
    expect(await engine.audit()).toEqual({ routers: 1, transports: 2 });
    await bo.session.request('media:leave', {});
    expect(engine.stats()).toMatchObject({ rooms: 0, peers: 0, transports: 0, producers: 0, consumers: 0 });
    expect(await engine.audit()).toEqual({ routers: 0, transports: 0 });
  });

  test('who is removed is told so', async () => {
    const ada = await joinRoom(engine);
    ada.session.close('removed');
    expect(eventsOf(ada, 'roomClosed')).toEqual([{ type: 'roomClosed', reason: 'removed' }]);
  });

  test('a closed room tells everybody once and leaves nothing on the worker', async () => {
    const ada = await joinRoom(engine);
    const bo = await joinRoom(engine);
    engine.closeRoom('interview-1', 'ended');
    engine.closeRoom('interview-1', 'ended');
    for (const peer of [ada, bo]) {
      expect(eventsOf(peer, 'roomClosed')).toEqual([{ type: 'roomClosed', reason: 'ended' }]);
      expect(peer.session.closed).toBe(true);
    }
    expect(await engine.audit()).toEqual({ routers: 0, transports: 0 });
  });

  test('a room closed while somebody is joining refuses them and leaves nothing', async () => {
    const joining = joinRoom(engine);
    engine.closeRoom('interview-1', 'ended');
    await expect(joining).rejects.toMatchObject({ code: 'mediaConflict' });
    await until('nothing is left', async () => (await engine.audit()).routers === 0);
    expect(engine.stats().rooms).toBe(0);
  });

  test('200 rooms opened and closed in a row: 0 rooms, routers, transports left', async () => {
    for (let round = 0; round < 200; round += 1) {
      const roomId = `round-${round}`;
      const ada = await joinRoom(engine, { roomId });
      const bo = await joinRoom(engine, { roomId, rtpCapabilities: capabilitiesOf(ada.session) });
      await ada.session.request('media:produce', produceRequest(ada.session, 'camera'));
      if (round % 2 === 0) engine.closeRoom(roomId, 'ended');
      ada.session.close('left');
      bo.session.close('disconnected');
    }
    expect(engine.stats()).toMatchObject({
      rooms: 0,
      peers: 0,
      transports: 0,
      producers: 0,
      consumers: 0,
      restarts: 0,
    });
    expect(engine.stats().workers.map(({ rooms }) => rooms)).toEqual([0, 0]);
    expect(await engine.audit()).toEqual({ routers: 0, transports: 0 });
  });
});

test('a transport is connected once, and its ICE can be restarted', async () => {
  const { session } = await joinRoom(engine);
  const { sendTransport } = session.joined;
  await session.request('media:connectTransport', { transportId: sendTransport.id, dtlsParameters: DTLS });
  await expect(
    session.request('media:connectTransport', { transportId: sendTransport.id, dtlsParameters: DTLS }),
  ).rejects.toMatchObject({ code: 'mediaConflict' });
  const { iceParameters } = await session.request('media:restartIce', { transportId: sendTransport.id });
  expect(iceParameters.usernameFragment).not.toBe(sendTransport.iceParameters.usernameFragment);
});
