import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debianBinary } from './support/debian-binary.ts';
import { freePort } from './support/free-port.ts';
import { type OwnedProcess, startOwned } from './support/owned-process.ts';
import { inRepo } from './support/paths.ts';

const PASSWORD = 'redis-password-of-a-test';

describe('deploy/redis on Debian’s redis-server', () => {
  let server: OwnedProcess;
  let port: number;

  async function withClient<T>(password: string | undefined, use: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis({ host: '127.0.0.1', port, password, lazyConnect: true, retryStrategy: () => null });
    // The promises below carry every error; without a listener ioredis prints each a second time.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await use(client);
    } finally {
      client.disconnect();
    }
  }

  /** The first line that comes back for one command on a fresh connection, as it stands on the wire. */
  async function firstAnswer(command: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    try {
      socket.setEncoding('utf8').write(`${command}\r\n`);
      const [line] = (await once(socket, 'data')) as [string];
      return line.trim();
    } finally {
      socket.destroy();
    }
  }

  beforeAll(async () => {
    debianBinary('redis-server', 'redis-server');
    port = await freePort();
    server = await startOwned([inRepo('deploy/redis/start.sh'), '--port', String(port), '--bind', '127.0.0.1'], {
      env: { REDIS_PASSWORD: PASSWORD },
      ready: async () => (await withClient(PASSWORD, (client) => client.ping()).catch(() => '')) === 'PONG',
    });
  });
  afterAll(() => server?.stop());

  it('answers PING with the password', async () => {
    expect(await withClient(PASSWORD, (client) => client.ping())).toBe('PONG');
  });

  it('refuses without a password and with a wrong one', async () => {
    expect(await firstAnswer('PING')).toMatch(/^-NOAUTH /);
    expect(await firstAnswer('AUTH wrong')).toMatch(/^-WRONGPASS /);
    expect(await firstAnswer(`AUTH ${PASSWORD}`)).toBe('+OK');
  });

  it('keeps nothing on disk, evicts nothing, and has a limit', async () => {
    const settings = await withClient(PASSWORD, async (client) =>
      Object.fromEntries(
        await Promise.all(
          ['save', 'appendonly', 'maxmemory', 'maxmemory-policy', 'protected-mode'].map(async (name) => {
            const [, value] = (await client.config('GET', name)) as string[];
            return [name, value];
          }),
        ),
      ),
    );
    expect(settings).toEqual({
      save: '',
      appendonly: 'no',
      maxmemory: String(256 * 1024 * 1024),
      'maxmemory-policy': 'noeviction',
      'protected-mode': 'yes',
    });
  });

  it('has no command that empties it, and carries messages as the app sends them', async () => {
    await expect(withClient(PASSWORD, (client) => client.flushall())).rejects.toThrow(/unknown command/);
    await withClient(PASSWORD, (subscriber) =>
      withClient(PASSWORD, async (publisher) => {
        const heard = new Promise<string>((resolve) => subscriber.on('message', (_, text) => resolve(text)));
        await subscriber.subscribe('live');
        await publisher.publish('live', '叫号');
        expect(await heard).toBe('叫号');
      }),
    );
  });

  it('shows the password neither in its arguments nor in its log', async () => {
    expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(PASSWORD);
    expect(server.output()).not.toContain(PASSWORD);
  });

  it('does not start without a password, and says which variable is missing', async () => {
    const refused = await startOwned([inRepo('deploy/redis/start.sh')], {});
    expect(await refused.exited).not.toBe(0);
    expect(refused.output()).toContain('REDIS_PASSWORD');
  });
});
