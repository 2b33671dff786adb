import { createHmac, randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** Methods of STUN (RFC 8489), TURN (RFC 8656) and TURN over TCP (RFC 6062) that the tests send. */
export const METHOD = {
  binding: 0x001,
  allocate: 0x003,
  refresh: 0x004,
  send: 0x006,
  data: 0x007,
  createPermission: 0x008,
  channelBind: 0x009,
  connect: 0x00a,
} as const;

/** Message classes, as the two bits they occupy in the type. */
export const CLASS = { request: 0x000, indication: 0x010, success: 0x100, error: 0x110 } as const;

/** Attribute types (RFC 8489 section 14, RFC 8656 section 18). */
export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
} as const;

const MAGIC = 0x2112a442;

/** A transport address as it travels in a message. */
export interface Address {
  ip: string;
  port: number;
}

/** A decoded message: its type, transaction and attributes in order. */
export interface StunMessage {
  type: number;
  transaction: Buffer;
  attributes: Map<number, Buffer>;
}

function ipv6Bytes(ip: string): Buffer {
  // The URL parser writes every form of an IPv6 address in its short form with plain hexadecimal groups.
  const [head = '', tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const all = [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
  const bytes = Buffer.alloc(16);
  all.forEach((group, index) => {
    bytes.writeUInt16BE(group, index * 2);
  });
  return bytes;
}

/** XOR-mapped address (RFC 8489 section 14.2). An IPv4-mapped IPv6 address stays an IPv6 one. */
export function encodeXorAddress({ ip, port }: Address, transaction: Buffer): Buffer {
  const bytes = isIPv4(ip) ? Buffer.from(ip.split('.').map(Number)) : ipv6Bytes(ip);
  const key = Buffer.alloc(16);
  key.writeUInt32BE(MAGIC, 0);
  transaction.copy(key, 4);
  const value = Buffer.alloc(4 + bytes.length);
  value.writeUInt8(bytes.length === 4 ? 1 : 2, 1);
  value.writeUInt16BE(port ^ (MAGIC >>> 16), 2);
  bytes.forEach((byte, index) => {
    value.writeUInt8(byte ^ key.readUInt8(index), 4 + index);
  });
  return value;
}

function attribute(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

/** Encodes a message; with a key, MESSAGE-INTEGRITY (HMAC-SHA1 over everything before it) closes it. */
export function encodeMessage(
  type: number,
  transaction: Buffer,
  attributes: readonly (readonly [number, Buffer])[],
  key?: Buffer,
): Buffer {
  const body = Buffer.concat(attributes.map(([name, value]) => attribute(name, value)));
  const header = Buffer.alloc(20);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(body.length + (key === undefined ? 0 : 24), 2);
  header.writeUInt32BE(MAGIC, 4);
  transaction.copy(header, 8);
  const message = Buffer.concat([header, body]);
  if (key === undefined) return message;
  const mac = createHmac('sha1', key).update(message).digest();
  return Buffer.concat([message, attribute(ATTRIBUTE.messageIntegrity, mac)]);
}

/** Decodes a message; `undefined` for anything that is not STUN. */
export function decodeMessage(bytes: Buffer): StunMessage | undefined {
  if (bytes.length < 20 || bytes.readUInt32BE(4) !== MAGIC) return undefined;
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt16BE(at + 2);
    attributes.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return { type: bytes.readUInt16BE(0), transaction: bytes.subarray(8, 20), attributes };
}

/** The error code of an answer (401, 403, 486, ...), or 0 for a success. */
export function errorCodeOf(message: StunMessage): number {
  const value = message.attributes.get(ATTRIBUTE.errorCode);
  return value === undefined ? 0 : value.readUInt8(2) * 100 + value.readUInt8(3);
}

export function newTransaction(): Buffer {
  return randomBytes(12);
}
