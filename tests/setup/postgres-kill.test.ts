import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../server/setup/postgres/embedded.ts';
import { startNode } from './support/node-child.ts';

const WRITE_ROWS = path.join(import.meta.dirname, 'support', 'write-rows.ts');
const KILLS = 20;

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cloudfair kill-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const numbers = (lines: string[], word: string) =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.slice(word.length + 1)));

const quiet = () => undefined;

test('[F31] 20 SIGKILLs of a writing app, every second one with its server: each next start opens, no acknowledged row is lost', async () => {
  const acknowledged: number[] = [];
  let next = 0;
  for (let round = 0; round < KILLS; round++) {
    const app = startNode([WRITE_ROWS, dataDir, String(next)]);
    const [server] = numbers([await app.line(/^server /)], 'server');
    await app.line(/^ack /);
    await delay(30 + Math.random() * 200);
    app.process.kill('SIGKILL');
    // Every second time the server dies with it, as when the machine does, and its log is replayed.
    if (round % 2 === 1) process.kill(Number(server), 'SIGKILL');
    expect(await app.ended).toBe('SIGKILL');

    const [begun, acks] = [numbers(app.lines, 'begin'), numbers(app.lines, 'ack')];
    // Positive control: it was killed in the middle of writing.
    expect(acks.length).toBeGreaterThan(0);
    expect(begun.length).toBeGreaterThan(acks.length);
    acknowledged.push(...acks);
    next = Math.max(...begun) + 1;
  }

  const log = { debug: quiet, info: quiet, warn: quiet, error: console.error };
  const postgres = await startEmbeddedPostgres({ dataDir, onProgress: quiet, log });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows: settings } = await client.query("SELECT current_setting('fsync') AS fsync");
  const { rows } = await client.query<{ n: string }>({ text: 'SELECT n::text FROM written' });
  await client.end();
  await postgres.stop();
  const present = new Set(rows.map((row) => Number(row.n)));
  expect(settings).toEqual([{ fsync: 'on' }]);
  expect(acknowledged.filter((n) => !present.has(n))).toEqual([]);
  console.log(`${KILLS} kills, ${acknowledged.length} acknowledged rows, ${present.size} present`);
});
