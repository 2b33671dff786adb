import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaEngine } from '../../server/media/engine.ts';
import { startEngine } from './support/engine.ts';
import { DTLS, eventsOf, joinRoom, type SignallingPeer } from './support/peers.ts';

let engine: MediaEngine;
let ada: SignallingPeer;

beforeAll(async () => {
  engine = await startEngine({ workers: 1 });
  ada = await joinRoom(engine);
  const { sendTransport, recvTransport } = ada.session.joined;
  for (const { id } of [sendTransport, recvTransport]) {
    await ada.session.request('media:connectTransport', { transportId: id, dtlsParameters: DTLS });
  }
});
afterAll(() => engine.close());

/** RFC 7983: the first byte tells STUN (0-3), DTLS (20-63) and RTP or RTCP (128-191) apart. */
const body = fc.uint8Array({ minLength: 0, maxLength: 1400 });
const startingWith = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), body).map(([first, rest]) => Buffer.concat([Buffer.of(first), rest]));
/** RFC 8489: a binding request for a transport that exists, by its user name, with attributes that are made up. */
const stunFor = (usernameFragment: string) =>
  fc.tuple(body, fc.uint8Array({ minLength: 12, maxLength: 12 })).map(([rest, transaction]) => {
    const name = Buffer.from(`${usernameFragment}:x`);
    const padded = Buffer.concat([name, Buffer.alloc((4 - (name.length % 4)) % 4)]);
    const attributes = Buffer.concat([Buffer.of(0, 6, 0, name.length), padded, rest]);
    const head = Buffer.alloc(8);
    head.writeUInt16BE(1, 0);
    head.writeUInt16BE(attributes.length & ~3, 2);
    head.writeUInt32BE(0x2112a442, 4);
    return Buffer.concat([head, transaction, attributes]);
  });

test('[B13] 10,000 raw datagrams on the media port, of every kind it takes: the worker lives, the call is unharmed', async () => {
  const { sendTransport } = ada.session.joined;
  const port = sendTransport.iceCandidates[0]?.port ?? 0;
  const datagram = fc.oneof(
    body.map((bytes) => Buffer.from(bytes)),
    startingWith(0, 3),
    startingWith(20, 63),
    startingWith(128, 191),
    stunFor(sendTransport.iceParameters.usernameFragment),
  );
  const socket = createSocket('udp4');
  for (const [index, packet] of fc.sample(datagram, 10_000).entries()) {
    await new Promise<void>((resolve, reject) =>
      socket.send(packet, port, '127.0.0.1', (error) => (error === null ? resolve() : reject(error))),
    );
    if (index % 500 === 0) expect(await engine.healthy()).toBe(true);
  }
  socket.close();
  expect(await engine.healthy()).toBe(true);
  expect(engine.stats().restarts).toBe(0);
  expect(eventsOf(ada, 'reset')).toEqual([]);
  const { iceParameters } = await ada.session.request('media:restartIce', { transportId: sendTransport.id });
  expect(iceParameters.usernameFragment.length).toBeGreaterThan(3);
});

test('[B13] 200 connections of garbage on the TCP port: the worker lives', async () => {
  const port = ada.session.joined.sendTransport.iceCandidates[0]?.port ?? 0;
  for (const bytes of fc.sample(fc.uint8Array({ minLength: 1, maxLength: 5000 }), 200)) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
      socket.on('error', () => socket.destroy());
      socket.on('close', () => resolve());
      socket.setTimeout(200, () => socket.destroy());
      socket.resume();
    });
  }
  expect(await engine.healthy()).toBe(true);
  expect(engine.stats().restarts).toBe(0);
});
