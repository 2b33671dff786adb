import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const ICE_CONTROLLING = 0x802a;
const FINGERPRINT_XOR = 0x5354554e;
/** Type preference 126 of a host candidate, RFC 8445 5.1.2.1. */
const HOST_PRIORITY = 0x7e0000ff;

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value >>> 0);
  return buffer;
}

/** The message with its length field counting `more` bytes that are still to come, as integrity and fingerprint want. */
function announcing(message: Buffer, more: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(message.length - 20 + more, 2);
  return copy;
}

/**
 * A STUN binding request that nominates its path, as a controlling ICE agent sends it (RFC 8489, RFC 8445 7.1).
 *
 * @param server the ICE user fragment and password of the side that gets it
 */
export function nominatingRequest(server: { usernameFragment: string; password: string }): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(BINDING_REQUEST, 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  const plain = Buffer.concat([
    header,
    randomBytes(12),
    attribute(USERNAME, Buffer.from(`${server.usernameFragment}:cloudfair`)),
    attribute(PRIORITY, uint32(HOST_PRIORITY)),
    attribute(ICE_CONTROLLING, randomBytes(8)),
    attribute(USE_CANDIDATE, Buffer.alloc(0)),
  ]);
  const covered = announcing(plain, 24);
  const integrity = createHmac('sha1', server.password).update(covered).digest();
  const signed = announcing(Buffer.concat([plain, attribute(MESSAGE_INTEGRITY, integrity)]), 8);
  return Buffer.concat([signed, attribute(FINGERPRINT, uint32(crc32(signed) ^ FINGERPRINT_XOR))]);
}

/** Whether a datagram on a media port is STUN; the rest is DTLS, RTP or RTCP (RFC 7983). */
export function isStun(datagram: Uint8Array): boolean {
  return (datagram[0] ?? 255) < 4;
}
