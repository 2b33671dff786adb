import { chownSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { parse } from 'yaml';
import { freePort } from './free-port.ts';
import { startOwned } from './owned-process.ts';
import { inRepo } from './paths.ts';

/** Debian's user without rights, whose number is the same everywhere: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** The superuser's and the app role's password, as .env would hold them. */
export const PASSWORDS = { superuser: 'superuser-of-a-test', app: "app'of-a-test" };

/** A PostgreSQL that runs with deploy/postgres, as docker-compose.yml starts it. */
export interface PostgresServer {
  port: number;
  output(): string;
  /** A query on a connection of its own, as the superuser unless said otherwise. */
  query(sql: string, as?: { user?: string; password?: string; database?: string }): Promise<Record<string, unknown>[]>;
  /** What psql, pg_dump and the scripts read to find it; the app's role. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

function initdbArguments(): string[] {
  const compose = parse(readFileSync(inRepo('docker-compose.yml'), 'utf8'), { merge: true });
  return String(compose.services.postgres.environment.POSTGRES_INITDB_ARGS).split(' ');
}

/** Runs a program to its end as the user PostgreSQL runs as, and fails with what it wrote. */
async function runToEnd(command: string[], env: Record<string, string>, user = {}): Promise<string> {
  const started = await startOwned(command, { env, ...user });
  const code = await started.exited;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${started.output()}`);
  return started.output();
}

/**
 * Makes a cluster in `folder` with the arguments of docker-compose.yml and starts it with the files of deploy/postgres.
 * Only the port, the address and the socket's folder differ from a real installation.
 *
 * @param bin folder with `initdb` and `postgres`
 * @param clientBin folder with `psql`
 */
export async function startPostgres(folder: string, bin: string, clientBin: string): Promise<PostgresServer> {
  // The user that runs it may not be allowed into the repository, so it gets its own copy.
  const conf = path.join(folder, 'conf');
  const data = path.join(folder, 'data');
  cpSync(inRepo('deploy/postgres'), conf, { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, PASSWORDS.superuser);
  if (asUser.uid !== undefined) for (const made of [data, folder]) chownSync(made, NOBODY, NOBODY);
  await runToEnd(
    [path.join(bin, 'initdb'), '-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, ...initdbArguments()],
    {},
    asUser,
  );

  const port = await freePort();
  const query: PostgresServer['query'] = async (sql, as = {}) => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: as.user ?? 'postgres',
      password: as.password ?? PASSWORDS.superuser,
      database: as.database ?? 'postgres',
    });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const server = await startOwned(
    [
      path.join(bin, 'postgres'),
      ...['-D', data, '-c', `config_file=${conf}/postgresql.conf`, '-c', `hba_file=${conf}/pg_hba.conf`],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', `unix_socket_directories=${folder}`],
    ],
    {
      ...asUser,
      ready: async () => {
        try {
          await query('SELECT 1');
          return true;
        } catch (error) {
          // Refused: not listening yet. 57P03: it says itself that it is starting.
          if (['ECONNREFUSED', '57P03'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
          throw error;
        }
      },
    },
  );
  const superuserEnv = { PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'postgres' };
  const clientPath = `${clientBin}:${process.env.PATH}`;
  try {
    await runToEnd([path.join(conf, 'create-app-role.sh')], {
      ...superuserEnv,
      PATH: clientPath,
      PGPASSWORD: PASSWORDS.superuser,
      APP_DB_PASSWORD: PASSWORDS.app,
    });
  } catch (error) {
    await server.stop('SIGINT');
    throw error;
  }
  return {
    port,
    query,
    output: server.output,
    env: {
      ...superuserEnv,
      PGUSER: 'cloudfair',
      PGPASSWORD: PASSWORDS.app,
      PGDATABASE: 'cloudfair',
      PATH: clientPath,
    },
    // As stop_signal in docker-compose.yml.
    stop: () => server.stop('SIGINT'),
  };
}
