import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserId } from '#shared/contract/ids.ts';
import { iceServersFor } from '../../server/live/ice-servers.ts';
import { TurnClient, type TurnCredential, turnCredential } from '../support/turn/turn-client.ts';
import { listeningTcpPorts } from './support/listening-ports.ts';
import { type OwnedProcess, startOwned } from './support/owned-process.ts';
import { inRepo, temporaryFolder } from './support/paths.ts';
import {
  DOMAIN,
  eventually,
  HOST,
  inSeconds,
  SECRET,
  SFU,
  startEcho,
  startTurn,
  withClient,
} from './support/turn-server.ts';

/** How coturn puts it: denied by its lists, or of another family than the relay (RFC 8656 section 9.2). */
const FORBIDDEN = 403;
const WRONG_FAMILY = 443;

/** D1 of the fault list; the last three are addresses of nobody in particular, which an allow-list refuses as well. */
const REFUSED_IPV4 =
  '127.0.0.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 8.8.8.8 203.0.113.6 203.0.113.8'.split(
    ' ',
  );
const REFUSED_IPV6 = [
  ...'::1 :: fc00::1 fd00:ec2::254 fe80::1 64:ff9b::a00:1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1 2001:db8::1'.split(' '),
  ...[...REFUSED_IPV4, SFU].map((ip) => `::ffff:${ip}`),
];

describe('deploy/turn on Debian’s coturn', () => {
  const folder = temporaryFolder('turn');
  let turn: OwnedProcess & { port: number };

  beforeAll(async () => {
    turn = await startTurn(folder, { RTC_ANNOUNCED_ADDRESS: SFU }, '--listening-ip=::1');
  });
  afterAll(async () => {
    await turn?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('[D2] gives a relay for a valid credential, and lets it speak to the media server', async () => {
    await withClient(turn.port, async (client) => {
      expect(await client.allocate()).toBe(0);
      expect(await client.createPermission({ ip: SFU, port: 40_000 })).toBe(0);
      expect(await client.channelBind({ ip: SFU, port: 40_015 }, 0x4000)).toBe(0);
    });
  });

  it('[D2] what the app issues to somebody in an interview is good for a relay, and for ten minutes only', async () => {
    const turnConfig = { urls: [`turn:${DOMAIN}:3478`], secret: SECRET };
    const issuedAt = async (now: number) => {
      const [issued] = iceServersFor(turnConfig, UserId.parse('0192f8a0-0000-7000-8000-000000000001'), now);
      const credential = { username: issued?.username ?? '', password: issued?.credential ?? '' };
      return withClient(turn.port, (client) => client.allocate(), credential);
    };
    expect(await issuedAt(Date.now())).toBe(0);
    expect(await issuedAt(Date.now() - 590_000)).toBe(0);
    expect(await issuedAt(Date.now() - 601_000)).toBe(401);
  });

  const good = turnCredential(SECRET, 'li.hua', inSeconds(600));
  const REFUSED_CREDENTIALS: [string, TurnCredential][] = [
    ['expired a second ago', turnCredential(SECRET, 'li.hua', inSeconds(-1))],
    ['expired a day ago', turnCredential(SECRET, 'li.hua', inSeconds(-86_400))],
    ['signed with another secret', turnCredential('another secret', 'li.hua', inSeconds(600))],
    ['with its expiry pushed out', { ...good, username: `${inSeconds(86_400)}:li.hua` }],
    ["with another user's name", { ...good, username: good.username.replace('li.hua', 'wang.wei') }],
    ['without an expiry', turnCredential(SECRET, 'li.hua', Number.NaN)],
    ['with the secret itself as the password', { ...good, password: SECRET }],
    ['with an empty password', { ...good, password: '' }],
  ];
  it.each(REFUSED_CREDENTIALS)('[D2] 401 for a credential %s', async (_, credential) => {
    expect(await withClient(turn.port, (client) => client.allocate(), credential)).toBe(401);
  });

  it.each([
    ['ipv4', REFUSED_IPV4, FORBIDDEN],
    ['ipv6', REFUSED_IPV6, FORBIDDEN],
    ['ipv4', REFUSED_IPV6, WRONG_FAMILY],
    ['ipv6', REFUSED_IPV4, WRONG_FAMILY],
  ] as const)('[D1] an %s relay refuses peers %j with %i', async (family, peers, code) => {
    await withClient(turn.port, async (client) => {
      expect(await client.allocate({ family })).toBe(0);
      const answers = [];
      for (const ip of peers) {
        const peer = { ip, port: 40_000 };
        answers.push([ip, await client.createPermission(peer), await client.channelBind(peer, 0x4001)]);
      }
      expect(answers).toEqual(peers.map((ip) => [ip, code, code]));
    });
  });

  it('[D3] 486 for the thirteenth relay of one user, whatever the expiry in the name; others get theirs', async () => {
    const clients = Array.from(
      { length: 13 },
      (_, n) => new TurnClient({ ip: HOST, port: turn.port }, turnCredential(SECRET, 'greedy', inSeconds(600 + n))),
    );
    const codes = [];
    for (const client of clients) codes.push(await client.allocate());
    expect(codes).toEqual([...Array<number>(12).fill(0), 486]);
    expect(await withClient(turn.port, (client) => client.allocate())).toBe(0);
    for (const client of clients) await client.close();
  });

  it('[D3] a relay has a bandwidth limit', () => {
    expect(turn.output()).toContain('640000 bytes per second allowed per session');
  });

  it('[D4] no TCP relay, no command line, no admin pages, no TLS without a certificate', async () => {
    await withClient(turn.port, async (client) => expect(await client.allocate({ transport: 'tcp' })).toBe(442));
    await withClient(turn.port, async (client) => {
      await client.allocate();
      expect(await client.connect({ ip: SFU, port: 443 })).toBe(FORBIDDEN);
    });
    expect(listeningTcpPorts(turn.pid)).toEqual([turn.port]);
  });

  it('shows the secret neither in its arguments nor in its log, and complains of no setting', () => {
    expect(turn.output()).not.toContain(SECRET);
    expect(turn.output()).not.toMatch(/Bad configuration|Unknown argument|WARNING/i);
  });

  it('relays to the media server, brings its answers back, and drops what is sent to anybody else', async () => {
    // Loopback addresses stand in for the media server and for somebody else on its network.
    const relay = await startTurn(folder, { RTC_ANNOUNCED_ADDRESS: '127.0.0.2' }, '--allow-loopback-peers');
    const sfu = await startEcho('127.0.0.2');
    const other = await startEcho('127.0.0.3');
    try {
      await withClient(relay.port, async (client) => {
        await client.allocate();
        expect(await client.createPermission({ ip: '127.0.0.3', port: other.port })).toBe(FORBIDDEN);
        expect(await client.createPermission({ ip: '127.0.0.2', port: sfu.port })).toBe(0);
        client.sendTo({ ip: '127.0.0.3', port: other.port }, Buffer.from('secret'));
        client.sendTo({ ip: '127.0.0.2', port: sfu.port }, Buffer.from('hello'));
        await eventually(() => client.received.length > 0, 'an answer from the media server');
        expect(client.received.map(String)).toEqual(['echo hello']);
        expect([sfu.got, other.got]).toEqual([['hello'], []]);
      });
    } finally {
      sfu.close();
      other.close();
      await relay.stop();
    }
  });

  it('behind a cloud that maps addresses, what is meant for the public one goes straight to the private one', async () => {
    const relay = await startTurn(
      folder,
      { RTC_ANNOUNCED_ADDRESS: SFU, TURN_LISTEN_ADDRESS: HOST },
      '--allow-loopback-peers',
    );
    const sfu = await startEcho(HOST);
    try {
      await withClient(relay.port, async (client) => {
        await client.allocate();
        expect(await client.createPermission({ ip: SFU, port: sfu.port })).toBe(0);
        client.sendTo({ ip: SFU, port: sfu.port }, Buffer.from('hello'));
        await eventually(() => client.received.length > 0, 'an answer from the media server');
        expect(client.received.map(String)).toEqual(['echo hello']);
        expect(await client.createPermission({ ip: '127.0.0.2', port: sfu.port })).toBe(FORBIDDEN);
      });
    } finally {
      sfu.close();
      await relay.stop();
    }
  });

  it.each([
    ['TURN_SECRET', { TURN_SECRET: 'short' }],
    ['TURN_SECRET', { TURN_SECRET: `${SECRET}\nno-auth` }],
    ['RTC_ANNOUNCED_ADDRESS', { RTC_ANNOUNCED_ADDRESS: '' }],
    ['RTC_ANNOUNCED_ADDRESS', { RTC_ANNOUNCED_ADDRESS: '0.0.0.0' }],
    ['RTC_ANNOUNCED_ADDRESS', { RTC_ANNOUNCED_ADDRESS: '10.0.0.0-10.255.255.255' }],
    ['TURN_LISTEN_ADDRESS', { TURN_LISTEN_ADDRESS: '::' }],
    ['DOMAIN', { DOMAIN: '' }],
  ])('does not start with a wrong %s (%j), and names it', async (name, env) => {
    const refused = await startOwned([inRepo('deploy/turn/start.sh')], {
      env: {
        TURN_SECRET: SECRET,
        DOMAIN,
        RTC_ANNOUNCED_ADDRESS: SFU,
        TURN_RUN_DIR: path.join(folder, 'refused'),
        ...env,
      },
    });
    expect(await refused.exited).not.toBe(0);
    expect(refused.output()).toContain(name);
  });
});
