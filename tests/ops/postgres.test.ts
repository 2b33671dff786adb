import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debianBinary } from './support/debian-binary.ts';
import { copyOfEmbeddedPostgres } from './support/embedded-postgres.ts';
import { temporaryFolder } from './support/paths.ts';
import { PASSWORDS, type PostgresServer, startPostgres } from './support/postgres-server.ts';

const EXPECTED = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  data_checksums: 'on',
  password_encryption: 'scram-sha-256',
  shared_buffers: '256MB',
  max_connections: '120',
  idle_in_transaction_session_timeout: '1min',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  TimeZone: 'UTC',
  server_encoding: 'UTF8',
};

const SERVERS = [
  { name: "Debian's", bin: () => path.dirname(debianBinary('initdb', 'postgresql')) },
  // The newest version the same files must serve: docker-compose.yml runs 18.
  { name: "embedded-postgres's", bin: copyOfEmbeddedPostgres },
];

describe.each(SERVERS)('deploy/postgres on $name PostgreSQL', ({ bin }) => {
  const folder = temporaryFolder('postgres');
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres(folder, bin(folder), path.dirname(debianBinary('psql', 'postgresql-client')));
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('accepts the files without a complaint and has the settings they ask for', async () => {
    // The test's own address and port stand over those of the file, which is what PostgreSQL remarks here.
    const complaints = await server.query(
      `SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL AND name NOT IN ('listen_addresses', 'port')`,
    );
    expect(complaints).toEqual([]);
    expect(await server.query('SELECT * FROM pg_hba_file_rules WHERE error IS NOT NULL')).toEqual([]);
    const actual = Object.fromEntries(
      await Promise.all(
        Object.keys(EXPECTED).map(async (name) => {
          const [row] = await server.query(`SELECT current_setting('${name}') AS value`);
          return [name, row?.value];
        }),
      ),
    );
    expect(actual).toEqual(EXPECTED);
    expect(server.output()).not.toMatch(/unrecognized configuration parameter|syntax error/);
  });

  it("the app's role owns its database, is no superuser and makes no roles", async () => {
    const app = { user: 'cloudfair', password: PASSWORDS.app, database: 'cloudfair' };
    const [role] = await server.query(
      `SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'cloudfair'`,
    );
    expect(Object.values(role ?? {})).toEqual([false, false, false, false, false]);
    await server.query('CREATE TABLE proof (id int); DROP TABLE proof', app);
    await expect(server.query(`COPY (SELECT 1) TO PROGRAM 'cat'`, app)).rejects.toThrow(
      /must be superuser|permission denied/,
    );
  });

  it('refuses a wrong password, no password, and other roles on the app database', async () => {
    await expect(server.query('SELECT 1', { password: 'wrong' })).rejects.toThrow(/password authentication failed/);
    await expect(server.query('SELECT 1', { password: '' })).rejects.toThrow(/password/);
    await server.query(`CREATE ROLE stranger LOGIN PASSWORD 'stranger'`);
    await expect(
      server.query('SELECT 1', { user: 'stranger', password: 'stranger', database: 'cloudfair' }),
    ).rejects.toThrow(/permission denied for database/);
  });

  it('lets nobody in without a password, and the superuser from no other machine', async () => {
    const rules = await server.query(
      'SELECT auth_method, user_name, type, address FROM pg_hba_file_rules ORDER BY line_number',
    );
    expect(rules.map((rule) => rule.auth_method)).not.toContain('trust');
    const rejected = rules.findIndex((rule) => rule.auth_method === 'reject');
    expect(rules[rejected]).toMatchObject({ user_name: ['postgres'], type: 'host', address: 'all' });
    const before = rules.slice(0, rejected).filter((rule) => rule.type !== 'local');
    expect(before.map((rule) => rule.address)).toEqual(['127.0.0.1', '::1']);
  });

  it("keeps people's data out of the log when a statement fails", async () => {
    await server.query('CREATE TABLE people (email text UNIQUE)');
    const client = `INSERT INTO people VALUES (lower('Li.Hua' || '@example.edu.cn'))`;
    await server.query(client);
    await expect(server.query(client)).rejects.toThrow(/duplicate key/);
    expect(server.output()).toContain('duplicate key value violates unique constraint');
    expect(server.output()).not.toContain('li.hua@example.edu.cn');
  });
});
