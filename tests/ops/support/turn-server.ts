import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TurnClient, type TurnCredential, turnCredential } from '../../support/turn/turn-client.ts';
import { debianBinary } from './debian-binary.ts';
import { freePort } from './free-port.ts';
import { type OwnedProcess, startOwned } from './owned-process.ts';
import { inRepo } from './paths.ts';

export const SECRET = 'TurnSecretOfATest_0123456789abcdef';
/** Where the media server is said to be: the one peer that may be relayed to. */
export const SFU = '203.0.113.7';
export const HOST = '127.0.0.1';
export const DOMAIN = 'fair.example.edu.cn';

/** Seconds since 1970, so many from now. */
export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

let users = 0;
/** A valid credential of somebody who has no relay yet. */
function freshCredential(): TurnCredential {
  users += 1;
  return turnCredential(SECRET, `user-${users}`, inSeconds(600));
}

/** coturn as deploy/turn/start.sh starts it, on a port of its own. */
export async function startTurn(
  folder: string,
  env: Record<string, string>,
  ...options: string[]
): Promise<OwnedProcess & { port: number }> {
  debianBinary('turnserver', 'coturn');
  const port = await freePort();
  const run = path.join(folder, `run-${port}`);
  mkdirSync(run, { recursive: true });
  const command = [inRepo('deploy/turn/start.sh'), `--listening-port=${port}`, `--listening-ip=${HOST}`, ...options];
  const server = await startOwned(command, {
    env: {
      TURN_SECRET: SECRET,
      DOMAIN: 'fair.example.edu.cn',
      TURN_RUN_DIR: run,
      TURN_CERT_CHECK_SECONDS: '1',
      ...env,
    },
    ready: async () => {
      const client = new TurnClient({ ip: HOST, port }, freshCredential());
      try {
        return (await Promise.race([client.binding().catch(() => -1), delay(300, -1)])) === 0;
      } finally {
        await client.close();
      }
    },
  });
  return { ...server, port };
}

/** Runs with a client of a fresh user, unless given a credential, and ends its relay. */
export async function withClient<T>(
  port: number,
  use: (client: TurnClient) => Promise<T>,
  credential = freshCredential(),
): Promise<T> {
  const client = new TurnClient({ ip: HOST, port }, credential);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Sends what it gets back to where it came from, as a peer behind the relay would. */
export async function startEcho(ip: string): Promise<{ port: number; got: string[]; close: () => void }> {
  const socket = createSocket('udp4');
  const got: string[] = [];
  socket.on('message', (bytes, from) => {
    got.push(bytes.toString());
    socket.send(`echo ${bytes.toString()}`, from.port, from.address);
  });
  socket.bind(0, ip);
  await once(socket, 'listening');
  return { port: socket.address().port, got, close: () => socket.close() };
}

/** Waits until something has happened; fails after some seconds. */
export async function eventually(happened: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !happened(); tries += 1) {
    if (tries > 100) throw new Error(`never happened: ${what}`);
    await delay(50);
  }
}
