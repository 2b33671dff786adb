import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debianBinary } from './support/debian-binary.ts';
import { startOwned } from './support/owned-process.ts';
import { inRepo, temporaryFolder } from './support/paths.ts';
import { PASSWORDS, type PostgresServer, startPostgres } from './support/postgres-server.ts';

const APP = { user: 'cloudfair', password: PASSWORDS.app };
const SCHEMA = `
  CREATE TYPE ticket_state AS ENUM ('waiting', 'called', 'done');
  CREATE TABLE graduate (id bigserial PRIMARY KEY, name text NOT NULL, portrait bytea, seen_at timestamptz NOT NULL);
  CREATE TABLE ticket (id uuid PRIMARY KEY, graduate_id bigint REFERENCES graduate, state ticket_state NOT NULL, note jsonb);
  CREATE UNIQUE INDEX one_live_ticket ON ticket (graduate_id) WHERE state <> 'done';
  CREATE VIEW waiting AS SELECT * FROM ticket WHERE state = 'waiting';
  INSERT INTO graduate (name, portrait, seen_at)
    SELECT '毕业生' || n || E' \\n\\t\\\\N "quoted"', decode(repeat(md5(n::text), 20), 'hex'), 'epoch'::timestamptz + n * interval '1.000001 s'
    FROM generate_series(1, 5000) n;
  INSERT INTO ticket SELECT md5(id::text)::uuid, id, (CASE WHEN id % 3 = 0 THEN 'done' ELSE 'waiting' END)::ticket_state,
    jsonb_build_object('备注', id, 'nested', jsonb_build_array(null, 1.5, '\\u2028')) FROM graduate;
`;

/** One hash over all rows of both tables, in order. */
const FINGERPRINT = `
  SELECT (SELECT md5(string_agg(md5(t::text), '' ORDER BY id)) FROM graduate t) AS graduates,
         (SELECT md5(string_agg(md5(t::text), '' ORDER BY id)) FROM ticket t) AS tickets,
         (SELECT count(*)::int FROM waiting) AS waiting,
         (SELECT last_value::int FROM graduate_id_seq) AS next_id,
         (SELECT count(*)::int FROM pg_indexes WHERE indexname = 'one_live_ticket') AS index`;

function filesOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    found[path.relative(folder, file)] = `${hash} ${(statSync(file).mode & 0o777).toString(8)}`;
  }
  return found;
}

describe('deploy/backup: backup.sh, restore.sh and schedule.sh', () => {
  const folder = temporaryFolder('backup');
  const files = path.join(folder, 'files');
  const backups = path.join(folder, 'backups');
  let server: PostgresServer;
  let cluster: string;

  async function script(
    name: string,
    args: string[],
    env: Record<string, string> = {},
  ): Promise<{ code: number | null; said: string }> {
    const run = await startOwned([inRepo('deploy/backup', name), ...args], {
      env: { ...server.env, FILES_DIR: files, BACKUP_DIR: backups, ...env },
    });
    const code = await run.exited;
    return { code, said: run.output() };
  }

  function wholeBackups(): string[] {
    return readdirSync(backups)
      .filter((name) => /^\d{8}T\d{6}Z$/.test(name))
      .sort();
  }

  function newestBackup(): string {
    return path.join(backups, wholeBackups().at(-1) ?? 'none');
  }

  async function emptyDatabase(name: string): Promise<Record<string, string>> {
    await server.query(`CREATE DATABASE ${name} OWNER cloudfair TEMPLATE template0`);
    const target = path.join(folder, `files-of-${name}`);
    mkdirSync(target);
    return { PGDATABASE: name, FILES_DIR: target };
  }

  beforeAll(async () => {
    cluster = path.join(folder, 'cluster');
    mkdirSync(cluster);
    const bin = path.dirname(debianBinary('initdb', 'postgresql'));
    server = await startPostgres(cluster, bin, path.dirname(debianBinary('pg_dump', 'postgresql-client')));
    await server.query(SCHEMA, { ...APP, database: 'cloudfair' });
    mkdirSync(path.join(files, 'resumes/ab'), { recursive: true });
    mkdirSync(path.join(files, 'postgres'));
    writeFileSync(path.join(files, 'resumes/ab/0f3c.pdf'), Buffer.alloc(300_000, '简历'));
    writeFileSync(path.join(files, 'resumes/名 字\n.docx'), 'x');
    chmodSync(path.join(files, 'resumes/ab/0f3c.pdf'), 0o600);
    mkdirSync(path.join(files, 'files/incoming'), { recursive: true });
    writeFileSync(path.join(files, 'files/incoming/half'), 'an upload that is not whole yet');
    mkdirSync(path.join(files, 'files/postgres'));
    writeFileSync(path.join(files, 'files/postgres/cv.pdf'), 'a name that only looks like the database');
    writeFileSync(path.join(files, 'postgres/PG_VERSION'), 'an embedded database: pg_dump has it already');
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a round trip brings back every row, sequence, index and file, with equal checksums', async () => {
    const made = await script('backup.sh', []);
    expect(made, made.said).toMatchObject({ code: 0 });
    const backup = newestBackup();
    expect(readdirSync(backup).sort()).toEqual(['SHA256SUMS', 'database.dump', 'files.tar.gz']);
    // Nobody but the owner reads people's data.
    expect(statSync(backup).mode & 0o077).toBe(0);

    const target = await emptyDatabase('round_trip');
    const restored = await script('restore.sh', [backup], target);
    expect(restored, restored.said).toMatchObject({ code: 0 });
    const before = await server.query(FINGERPRINT, { ...APP, database: 'cloudfair' });
    expect(before[0]).toMatchObject({ waiting: 3334, next_id: 5000, index: 1 });
    expect(await server.query(FINGERPRINT, { ...APP, database: 'round_trip' })).toEqual(before);
    const expected = filesOf(files);
    delete expected['postgres/PG_VERSION'];
    delete expected['files/incoming/half'];
    expect(filesOf(target.FILES_DIR ?? '')).toEqual(expected);
  });

  it('set-database-aside.sh makes room for a restore in the same place, and deletes nothing', async () => {
    const before = await server.query(FINGERPRINT, { ...APP, database: 'cloudfair' });
    const aside = () =>
      startOwned([inRepo('deploy/postgres/set-database-aside.sh')], {
        env: { ...server.env, PGUSER: 'postgres', PGPASSWORD: '', POSTGRES_PASSWORD: PASSWORDS.superuser },
      });
    const app = new pg.Client({ host: '127.0.0.1', port: server.port, ...APP, database: 'cloudfair' });
    await app.connect();
    const refused = await aside();
    expect(await refused.exited).not.toBe(0);
    expect(refused.output()).toContain('is being accessed by other users');
    await app.end();

    const done = await aside();
    expect(await done.exited, done.output()).toBe(0);
    const target = path.join(folder, 'files-in-place');
    mkdirSync(target);
    expect(await script('restore.sh', [newestBackup()], { FILES_DIR: target })).toMatchObject({ code: 0 });
    expect(await server.query(FINGERPRINT, { ...APP, database: 'cloudfair' })).toEqual(before);
    const old = /cloudfair_\d{8}t\d{6}z/.exec(done.output())?.[0] ?? 'not named';
    expect(await server.query(FINGERPRINT, { database: old })).toEqual(before);
  });

  it('refuses a damaged backup and changes nothing', async () => {
    const target = await emptyDatabase('damaged');
    const copy = path.join(folder, 'damaged-backup');
    cpSync(newestBackup(), copy, { recursive: true });
    appendFileSync(path.join(copy, 'database.dump'), 'x');
    const refused = await script('restore.sh', [copy], target);
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('damaged; nothing was changed');
    rmSync(path.join(copy, 'SHA256SUMS'));
    expect((await script('restore.sh', [copy], target)).said).toContain('no whole backup');
    const [tables] = await server.query('SELECT count(*)::int AS n FROM pg_tables WHERE tableowner = $$cloudfair$$', {
      ...APP,
      database: 'damaged',
    });
    expect(tables).toEqual({ n: 0 });
  });

  it('refuses a database or a folder that is not empty, and one that somebody is connected to', async () => {
    const refused = await script('restore.sh', [newestBackup()], { FILES_DIR: folder });
    expect(refused.said).toContain('database cloudfair is not empty');

    const target = await emptyDatabase('not_empty');
    writeFileSync(path.join(target.FILES_DIR ?? '', 'somebody.pdf'), 'x');
    expect((await script('restore.sh', [newestBackup()], target)).said).toContain('is not empty');
    rmSync(path.join(target.FILES_DIR ?? '', 'somebody.pdf'));

    const app = new pg.Client({ host: '127.0.0.1', port: server.port, ...APP, database: 'not_empty' });
    await app.connect();
    try {
      expect((await script('restore.sh', [newestBackup()], target)).said).toContain('stop the app first');
    } finally {
      await app.end();
    }
  });

  it('a backup that fails leaves nothing that looks like one', async () => {
    const before = wholeBackups();
    const failed = await script('backup.sh', [], { PGPASSWORD: 'wrong' });
    expect(failed.code).not.toBe(0);
    expect(failed.said).toContain('password authentication failed');
    expect(wholeBackups()).toEqual(before);
    expect(readdirSync(backups).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('removes what is older than it should keep, never below the least number, and clears what a crash left', async () => {
    const kept = path.join(folder, 'kept');
    for (const name of [
      '20250101T000000Z',
      '20250102T000000Z',
      '20250103T000000Z',
      '20250104T000000Z.partial',
      'mine',
    ]) {
      mkdirSync(path.join(kept, name), { recursive: true });
    }
    const made = await script('backup.sh', [], { BACKUP_DIR: kept, BACKUP_KEEP_DAYS: '14', BACKUP_KEEP_MIN: '2' });
    expect(made, made.said).toMatchObject({ code: 0 });
    const left = readdirSync(kept).filter((name) => name !== '.lock');
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining(['20250103T000000Z', 'mine']));
  });

  it('two at once: the second says so and does nothing', async () => {
    const both = path.join(folder, 'both');
    const results = await Promise.all([
      script('backup.sh', [], { BACKUP_DIR: both }),
      script('backup.sh', [], { BACKUP_DIR: both }),
    ]);
    expect(results.map((result) => result.code).sort()).toEqual([0, 1]);
    expect(results.find((result) => result.code === 1)?.said).toContain('another backup');
  });

  it('the schedule makes one when there is none, none when there is a fresh one, and its check tells', async () => {
    const scheduled = path.join(folder, 'scheduled');
    mkdirSync(scheduled);
    const env = { BACKUP_DIR: scheduled };
    const unhealthy = await script('schedule.sh', ['check'], env);
    expect(unhealthy.code).toBe(1);
    expect(unhealthy.said).toContain('there is none');

    const made = () => readdirSync(scheduled).filter((name) => /^\d{8}T\d{6}Z$/.test(name));
    const start = () =>
      startOwned([inRepo('deploy/backup/schedule.sh')], {
        env: { ...server.env, FILES_DIR: files, ...env },
        ready: async () => made().length > 0,
      });
    await (await start()).stop();
    expect(made()).toHaveLength(1);
    expect((await script('schedule.sh', ['check'], env)).code).toBe(0);

    const again = await start();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await again.stop();
    expect(made()).toHaveLength(1);
    expect(existsSync(path.join(scheduled, made()[0] ?? '', 'database.dump'))).toBe(true);
  });
});
