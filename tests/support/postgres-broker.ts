import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectDatabase } from '../../server/db/connect.ts';
import { migrateToLatest } from '../../server/db/migrate.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/setup/postgres/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test files ask for the run's PostgreSQL. */
    postgresBroker: string;
  }
}

/** What a test file is told: how to reach the server, and the migrated database to copy. */
export interface TestServer {
  url: string;
  template: string;
}

const TEMPLATE = 'migrated_template';

/** Says only what went wrong: a test run shows test results. */
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (message: string) => console.error(`postgres for tests: ${message}`),
};

/** The same server, another database. */
function onDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

async function migrateTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const db = connectDatabase(onDatabase(url, TEMPLATE), { onError: (error) => log.error(error.message) });
  await migrateToLatest(db);
  await db.destroy();
}

/**
 * Vitest's global set-up: one PostgreSQL for the run, in a temporary folder and without fsync, started when the first
 * test file asks for it and so never for a run of the rules alone.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cloudfair-test-'));
  let postgres: EmbeddedPostgres | undefined;
  let starting: Promise<TestServer> | undefined;

  const start = async (): Promise<TestServer> => {
    postgres = await startEmbeddedPostgres({ dataDir: folder, onProgress: () => undefined, log, durable: false });
    await migrateTemplate(postgres.url);
    return { url: postgres.url, template: TEMPLATE };
  };

  // The path keeps other users of this machine out.
  const secret = `/${randomBytes(16).toString('hex')}`;
  const broker = createServer((request, response) => {
    if (request.url !== secret) {
      response.writeHead(404).end();
      return;
    }
    starting ??= start();
    starting.then(
      (server) => response.end(JSON.stringify(server)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  broker.listen(0, '127.0.0.1');
  await once(broker, 'listening');
  const address = broker.address();
  if (address === null || typeof address === 'string') throw new Error('the broker has no port');
  project.provide('postgresBroker', `http://127.0.0.1:${address.port}${secret}`);

  return async () => {
    broker.close();
    broker.closeAllConnections();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
