import { createHash, createHmac } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import {
  type Address,
  ATTRIBUTE,
  CLASS,
  decodeMessage,
  encodeMessage,
  encodeXorAddress,
  errorCodeOf,
  METHOD,
  newTransaction,
  type StunMessage,
} from './stun-message.ts';

/** User name and password of one TURN session. */
export interface TurnCredential {
  username: string;
  password: string;
}

/**
 * A short-lived credential (draft-uberti-behave-turn-rest-00): `expiry:user` signed with the secret shared with coturn.
 *
 * @param expiresAt seconds since 1970
 */
export function turnCredential(secret: string, userId: string, expiresAt: number): TurnCredential {
  const username = `${expiresAt}:${userId}`;
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
}

const UDP = Buffer.from([17, 0, 0, 0]);
const TCP = Buffer.from([6, 0, 0, 0]);
const FAMILY = { ipv4: Buffer.from([1, 0, 0, 0]), ipv6: Buffer.from([2, 0, 0, 0]) };
const RESEND_AFTER_MS = 500;
const TRIES = 8;

/** A TURN client over UDP for tests: says what it is told to, and answers with the server's error code (0: success). */
export class TurnClient {
  readonly #server: Address;
  readonly #credential: TurnCredential;
  readonly #socket: Socket;
  readonly #waiting = new Map<string, PromiseWithResolvers<StunMessage>>();
  readonly #received: { from: Buffer; data: Buffer }[] = [];
  #realm = Buffer.alloc(0);
  #nonce = Buffer.alloc(0);

  constructor(server: Address, credential: TurnCredential) {
    this.#server = server;
    this.#credential = credential;
    this.#socket = createSocket(isIPv6(server.ip) ? 'udp6' : 'udp4');
    this.#socket.on('message', (bytes) => this.#onMessage(bytes));
  }

  #onMessage(bytes: Buffer): void {
    const message = decodeMessage(bytes);
    if (message === undefined) return;
    if (message.type === (METHOD.data | CLASS.indication)) {
      const data = message.attributes.get(ATTRIBUTE.data);
      const from = message.attributes.get(ATTRIBUTE.xorPeerAddress);
      if (data !== undefined && from !== undefined) this.#received.push({ from, data });
      return;
    }
    this.#waiting.get(message.transaction.toString('hex'))?.resolve(message);
  }

  async #exchange(bytes: Buffer, transaction: Buffer): Promise<StunMessage> {
    const id = transaction.toString('hex');
    const answer = Promise.withResolvers<StunMessage>();
    this.#waiting.set(id, answer);
    let tries = 0;
    const send = () => {
      tries += 1;
      if (tries > TRIES) answer.reject(new Error(`no answer from ${this.#server.ip}:${this.#server.port}`));
      else this.#socket.send(bytes, this.#server.port, this.#server.ip);
    };
    send();
    const timer = setInterval(send, RESEND_AFTER_MS);
    try {
      return await answer.promise;
    } finally {
      clearInterval(timer);
      this.#waiting.delete(id);
    }
  }

  async #request(method: number, attributes: (transaction: Buffer) => [number, Buffer][]): Promise<StunMessage> {
    for (let round = 0; ; round += 1) {
      const transaction = newTransaction();
      const type = method | CLASS.request;
      const { username, password } = this.#credential;
      const signed = this.#nonce.length > 0;
      const own = attributes(transaction);
      const bytes = signed
        ? encodeMessage(
            type,
            transaction,
            [
              ...own,
              [ATTRIBUTE.username, Buffer.from(username)],
              [ATTRIBUTE.realm, this.#realm],
              [ATTRIBUTE.nonce, this.#nonce],
            ],
            createHash('md5').update(`${username}:${this.#realm.toString()}:${password}`).digest(),
          )
        : encodeMessage(type, transaction, own);
      const answer = await this.#exchange(bytes, transaction);
      const code = errorCodeOf(answer);
      // 401 to an unsigned request brings realm and nonce; 438 a fresh nonce. To a signed one, 401 is the answer.
      if (round > 2 || !((code === 401 && !signed) || code === 438)) return answer;
      this.#realm = Buffer.from(answer.attributes.get(ATTRIBUTE.realm) ?? this.#realm);
      this.#nonce = Buffer.from(answer.attributes.get(ATTRIBUTE.nonce) ?? this.#nonce);
    }
  }

  /** An unsigned Binding request. */
  async binding(): Promise<number> {
    const transaction = newTransaction();
    return errorCodeOf(await this.#exchange(encodeMessage(METHOD.binding, transaction, []), transaction));
  }

  async allocate({
    transport = 'udp',
    family,
  }: {
    transport?: 'udp' | 'tcp';
    family?: 'ipv4' | 'ipv6';
  } = {}): Promise<number> {
    const answer = await this.#request(METHOD.allocate, () => [
      [ATTRIBUTE.requestedTransport, transport === 'udp' ? UDP : TCP],
      ...(family === undefined ? [] : [[ATTRIBUTE.requestedAddressFamily, FAMILY[family]] as [number, Buffer]]),
    ]);
    return errorCodeOf(answer);
  }

  async createPermission(peer: Address): Promise<number> {
    return errorCodeOf(
      await this.#request(METHOD.createPermission, (transaction) => [
        [ATTRIBUTE.xorPeerAddress, encodeXorAddress(peer, transaction)],
      ]),
    );
  }

  async channelBind(peer: Address, channel: number): Promise<number> {
    const number = Buffer.alloc(4);
    number.writeUInt16BE(channel, 0);
    return errorCodeOf(
      await this.#request(METHOD.channelBind, (transaction) => [
        [ATTRIBUTE.channelNumber, number],
        [ATTRIBUTE.xorPeerAddress, encodeXorAddress(peer, transaction)],
      ]),
    );
  }

  /** TCP relaying (RFC 6062). */
  async connect(peer: Address): Promise<number> {
    return errorCodeOf(
      await this.#request(METHOD.connect, (transaction) => [
        [ATTRIBUTE.xorPeerAddress, encodeXorAddress(peer, transaction)],
      ]),
    );
  }

  /** A Send indication: nobody answers, the peer gets it or not. */
  sendTo(peer: Address, data: Buffer): void {
    const transaction = newTransaction();
    const bytes = encodeMessage(METHOD.send | CLASS.indication, transaction, [
      [ATTRIBUTE.xorPeerAddress, encodeXorAddress(peer, transaction)],
      [ATTRIBUTE.data, data],
    ]);
    this.#socket.send(bytes, this.#server.port, this.#server.ip);
  }

  /** What peers sent back through the relay so far. */
  get received(): readonly Buffer[] {
    return this.#received.map(({ data }) => data);
  }

  /** Ends the relay on the server and closes the socket. A request that still waits for its answer fails. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting.values()) reject(new Error('the TURN client was closed'));
    if (this.#nonce.length > 0) {
      await this.#request(METHOD.refresh, () => [[ATTRIBUTE.lifetime, Buffer.alloc(4)]]).catch((error: unknown) => {
        console.warn(`turn client: the relay could not be ended: ${String(error)}`);
      });
    }
    this.#socket.close();
  }
}
