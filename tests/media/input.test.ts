import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEDIA_REQUESTS, type MediaRequest, MediaRoomId } from '#shared/contract/media.ts';
import { type MediaEngine, MediaError, type PeerRequestName } from '../../server/media/engine.ts';
import { startEngine } from './support/engine.ts';
import { capabilitiesOf, DTLS, joinRoom, produceRequest, type SignallingPeer } from './support/peers.ts';

let engine: MediaEngine;
let ada: SignallingPeer;
let bo: SignallingPeer;

beforeAll(async () => {
  engine = await startEngine({ workers: 1 });
  ada = await joinRoom(engine);
  bo = await joinRoom(engine);
});
afterAll(async () => {
  expect(engine.stats().restarts).toBe(0);
  await engine.close();
});

const EVENTS = Object.keys(MEDIA_REQUESTS).filter((name) => name !== 'media:join') as PeerRequestName[];

async function refusal(peer: SignallingPeer, name: PeerRequestName, payload: unknown): Promise<MediaError> {
  const answer = await peer.session.request(name, payload).catch((error: unknown) => error);
  if (!(answer instanceof MediaError)) throw new Error(`${name} was not refused: ${JSON.stringify(answer)}`);
  return answer;
}

describe('[B2] [B3] payloads are checked against the contract before the worker sees them', () => {
  test.each(EVENTS)('%s refuses what is not its object', async (name) => {
    for (const payload of [undefined, null, 7, 'x', [], Buffer.from('x'), { extra: 1, transportId: 'a' }]) {
      if (name === 'media:leave' && Array.isArray(payload)) continue;
      const { code } = await refusal(ada, name, payload);
      expect(code).toBe('invalidInput');
    }
  });

  test('the refusal names the field and repeats no value', async () => {
    const error = await refusal(ada, 'media:resumeConsumer', { consumerIds: ['secret-value', 7] });
    expect(error.fields).toEqual(['consumerIds.1']);
    expect(error.message).not.toContain('secret-value');
  });

  test('__proto__ and constructor are refused as unknown fields', async () => {
    const payload: unknown = JSON.parse('{"producerId":"x","__proto__":{"polluted":1},"constructor":1}');
    expect((await refusal(ada, 'media:closeProducer', payload)).code).toBe('invalidInput');
    expect('polluted' in {}).toBe(false);
  });

  test('[B10] fingerprints: none, of an unknown hash, of a wrong length, 1000 of them', async () => {
    const [fingerprint] = DTLS.fingerprints;
    const bad = [
      [],
      [{ algorithm: 'md5', value: 'AB' }],
      [{ algorithm: 'sha-256', value: 'AB:CD' }],
      [{ algorithm: 'sha-256', value: 'not hex' }],
      Array.from({ length: 1000 }, () => fingerprint),
    ];
    for (const fingerprints of bad) {
      const transportId = ada.session.joined.sendTransport.id;
      const error = await refusal(ada, 'media:connectTransport', { transportId, dtlsParameters: { fingerprints } });
      expect(error.code).toBe('invalidInput');
    }
  });

  test('[B11] RTP parameters: 100 encodings, an unknown extension, a negative bitrate, a wide payload type, the wrong kind', async () => {
    const good = produceRequest(ada.session, 'camera');
    const { rtpParameters } = good;
    const bad: Partial<Record<keyof typeof rtpParameters, unknown>>[] = [
      { encodings: Array.from({ length: 100 }, (_, index) => ({ ssrc: index })) },
      { encodings: [] },
      { encodings: [{ ssrc: 1, maxBitrate: -5 }] },
      { encodings: [{ ssrc: 2 ** 32 }] },
      { headerExtensions: [{ uri: 'urn:made:up', id: 3 }] },
      { headerExtensions: [{ uri: 'urn:3gpp:video-orientation', id: 70_000 }] },
      { codecs: [{ ...rtpParameters.codecs[0], payloadType: 128 }] },
      { codecs: [{ ...rtpParameters.codecs[0], clockRate: Number.NaN }] },
      { codecs: produceRequest(ada.session, 'microphone').rtpParameters.codecs },
    ];
    for (const change of bad) {
      const payload = { ...good, rtpParameters: { ...rtpParameters, ...change } };
      expect((await refusal(ada, 'media:produce', payload)).code).toBe('invalidInput');
    }
  });

  test('[B11] what only the worker can judge is refused by it, and it lives: unknown codec, RTX without its codec, an SSRC twice', async () => {
    const good = produceRequest(ada.session, 'camera');
    const [vp8, rtx] = good.rtpParameters.codecs;
    const encoding = { ssrc: 4242 };
    const bad: Partial<MediaRequest<'media:produce'>['rtpParameters']>[] = [
      { codecs: [{ mimeType: 'video/AV2', payloadType: 96, clockRate: 90_000 }] },
      { codecs: vp8 && rtx ? [vp8, { ...rtx, parameters: { apt: 33 } }] : [] },
      { encodings: [encoding, encoding] },
    ];
    for (const change of bad) {
      const payload = { ...good, rtpParameters: { ...good.rtpParameters, ...change } };
      expect((await refusal(ada, 'media:produce', payload)).code).toBe('mediaFailed');
    }
    expect(await engine.healthy()).toBe(true);
    expect(engine.stats().producers).toBe(0);
  });

  test('a room name longer than its bound is no room name', () => {
    expect(MediaRoomId.safeParse('x'.repeat(65)).success).toBe(false);
  });

  test('2000 made-up payloads an event: each refused with a code, the worker alive, the other peer unharmed', async () => {
    const seeds: Record<string, unknown> = {
      'media:connectTransport': { transportId: ada.session.joined.sendTransport.id, dtlsParameters: DTLS },
      'media:produce': produceRequest(ada.session, 'camera'),
      'media:consume': { rtpCapabilities: capabilitiesOf(ada.session) },
      'media:resumeConsumer': { consumerIds: ['x'] },
    };
    for (const name of EVENTS) {
      const seed = seeds[name] ?? { producerId: 'x' };
      const payload = fc.oneof(fc.anything(), mutated(seed));
      await fc.assert(
        fc.asyncProperty(payload, async (value) => {
          if (MEDIA_REQUESTS[name].request.safeParse(value).success) return;
          expect((await refusal(ada, name, value)).code).toBe('invalidInput');
        }),
        { numRuns: 2000 },
      );
    }
    expect(await engine.healthy()).toBe(true);
    expect(bo.session.closed).toBe(false);
  }, 120_000);
});

/** A valid payload with one value anywhere in it replaced by something else. */
function mutated(seed: unknown) {
  const paths = pathsOf(seed);
  return fc.tuple(fc.constantFrom(...paths), fc.anything()).map(([path, value]) => replaced(seed, path, value));
}

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path]))];
}

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, by) : inner));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}

describe('[B9] [B10] ids of others are unknown here', () => {
  test("another peer's transports, producers and consumers", async () => {
    const { producerId } = await bo.session.request('media:produce', produceRequest(bo.session, 'microphone'));
    await ada.session.request('media:consume', { rtpCapabilities: capabilitiesOf(ada.session) });
    const { sendTransport, recvTransport } = bo.session.joined;
    const foreign: [PeerRequestName, unknown][] = [
      ['media:connectTransport', { transportId: sendTransport.id, dtlsParameters: DTLS }],
      ['media:connectTransport', { transportId: recvTransport.id, dtlsParameters: DTLS }],
      ['media:restartIce', { transportId: sendTransport.id }],
      ['media:produce', { ...produceRequest(ada.session, 'camera'), transportId: sendTransport.id }],
      ['media:produce', { ...produceRequest(ada.session, 'camera'), transportId: ada.session.joined.recvTransport.id }],
      ['media:pauseProducer', { producerId }],
      ['media:resumeProducer', { producerId }],
      ['media:closeProducer', { producerId }],
      ['media:resumeConsumer', { consumerIds: [producerId] }],
    ];
    for (const [name, payload] of foreign) expect((await refusal(ada, name, payload)).code).toBe('notFound');
    expect(engine.stats().producers).toBe(1);
  });
});

describe('[B12] caps for one peer', () => {
  test('one microphone, one camera, one screen; 20 at once still make one', async () => {
    const cleo = await joinRoom(engine);
    for (const source of ['microphone', 'camera', 'screen'] as const) {
      const tries = await Promise.allSettled(
        Array.from({ length: 20 }, () => cleo.session.request('media:produce', produceRequest(cleo.session, source))),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const codes = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect(new Set(codes)).toEqual(new Set(['mediaLimit']));
    }
    cleo.session.close('left');
  });

  test('what can be received is said once', async () => {
    const dan = await joinRoom(engine);
    const payload = { rtpCapabilities: capabilitiesOf(dan.session) };
    await dan.session.request('media:consume', payload);
    expect((await refusal(dan, 'media:consume', payload)).code).toBe('mediaConflict');
    dan.session.close('left');
  });

  test('who can receive nothing is told of streams without a consumer', async () => {
    const eve = await joinRoom(engine, { rtpCapabilities: { codecs: [], headerExtensions: [] } });
    expect(eve.session.joined.consumers).toEqual([]);
    expect(eve.session.joined.peers.flatMap(({ producers }) => producers)).toHaveLength(1);
    eve.session.close('left');
  });
});
