import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brokenInvariants } from '../races/support/invariants.ts';
import { holdTable, waitingForLocks } from '../sockets/support/held-table.ts';
import { meet, order } from '../sockets/support/line.ts';
import { connectLive, until } from '../sockets/support/live-client.ts';
import type { Session } from '../support/app-server.ts';
import { statusOf } from './support/real-server.ts';
import { type SeededServer, signIn, startSeededServer } from './support/seeded-server.ts';

let home: SeededServer;
let graduate: Session;
let recruiter: Session;
beforeEach(async () => {
  home = await startSeededServer(2);
  const { password, people, graduates } = home.seed;
  graduate = await signIn(home.server.url, graduates[0]?.email ?? '', password);
  recruiter = await signIn(home.server.url, people.alpha.email, password);
});
afterEach(() => home.close());

/** An upload whose body never comes. */
async function stalledUpload(cookie: string): Promise<Socket> {
  const { host, hostname, port } = new URL(home.server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => socket.destroy());
  const head = [
    'POST /api/my/resumes HTTP/1.1',
    `Host: ${host}`,
    `Origin: ${home.server.url}`,
    `Cookie: ${cookie}`,
    'Content-Type: multipart/form-data; boundary=b',
    'Content-Length: 100000',
    '',
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7',
  ];
  socket.write(head.join('\r\n'));
  await delay(200);
  return socket;
}

const openConnections = async () => {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
      AND query NOT LIKE '%pg_stat_activity%'`.execute(home.db);
  return rows[0]?.n ?? 0;
};

test.each(['SIGTERM', 'SIGINT'] as const)(
  '[F4] %s: everybody is told, a running command is finished, a stalled upload does not hold it up, and it ends with 0',
  async (signal) => {
    const { server, db, seed } = home;
    const { interviewId } = await meet(recruiter, graduate, seed.booths.alpha.id);
    const second = await signIn(server.url, seed.graduates[1]?.email ?? '', seed.password);
    const [one, other] = [
      await connectLive(server.url, graduate.cookie),
      await connectLive(server.url, recruiter.cookie),
    ];
    let drained = 0;
    for (const client of [one, other]) {
      client.socket.on('draining', () => {
        drained += 1;
      });
      await client.watch('interview', { interviewId });
      expect(await client.send('media:join', { roomId: interviewId, rtpCapabilities: null })).toMatchObject({
        ok: true,
      });
    }
    const upload = await stalledUpload(graduate.cookie);
    const release = await holdTable(db, 'tickets');
    const running = order(second, `/booths/${seed.booths.alpha.id}/tickets`);
    // Positive control: the command is under way when the signal comes.
    await until('the command waits', async () => (await waitingForLocks(db)) > 0);

    const begun = performance.now();
    server.kill(signal);
    await until('the connections are closed', () => [one, other].every(({ closed }) => closed.length === 1));
    expect(drained).toBe(2);
    expect(await statusOf(`${server.url}/healthz`)).toBe(0);
    await release();
    const { status } = await running;
    expect(status).toBe(200);
    expect(await server.ended).toBe(0);
    console.log(`ended after ${Math.round(performance.now() - begun)} ms`);

    expect(server.output()).not.toMatch(/unhandled|uncaught|"level":50/i);
    upload.destroy();
    expect(await openConnections()).toBe(0);
    expect(await brokenInvariants(db)).toEqual([]);
    const tickets = await db.selectFrom('tickets').select('state').orderBy('seq').execute();
    expect(tickets.map(({ state }) => state)).toEqual(['interviewing', 'waiting']);
  },
);

test('a second signal while it ends does no harm', async () => {
  const client = await connectLive(home.server.url, graduate.cookie);
  home.server.kill('SIGTERM');
  home.server.kill('SIGINT');
  await until('closed', () => client.closed.length === 1);
  expect(await home.server.ended).toBe(0);
});
