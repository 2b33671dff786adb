import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDatabase, type Db } from '../../../server/db/connect.ts';
import { createDiskStore } from '../../../server/lib/file-store.ts';
import { plantSeed, type Seed } from '../../support/app-seed.ts';
import { cookieOf, type Session, session } from '../../support/app-server.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { endServer, makeHome, type RealServer, startServer } from './real-server.ts';

/** A real server process on a database of the test's own, with the tests' small world in it. */
export type SeededServer = {
  server: RealServer;
  /** The test's own way into the same database. */
  db: Db;
  seed: Seed;
  close(): Promise<void>;
};

/** Starts it. What the test's own connection loses is the test's own doing. */
export async function startSeededServer(graduates: number): Promise<SeededServer> {
  const [database, dataDir] = await Promise.all([
    createTestDatabase(),
    mkdtemp(path.join(tmpdir(), 'cloudfair-fault-')),
  ]);
  const db = connectDatabase(database.url, { max: 4, onError: (error) => console.debug(`own: ${error.message}`) });
  const seed = await plantSeed(db, createDiskStore(path.join(dataDir, 'files')), Date.now(), graduates);
  const server = await startServer(await makeHome(dataDir, { DATABASE_URL: database.url, LOG_LEVEL: 'warn' }));
  return {
    server,
    db,
    seed,
    async close() {
      await endServer(server);
      await db.destroy();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signs in by the real route. */
export async function signIn(url: string, email: string, password: string): Promise<Session> {
  const answer = await session(url, '').fetch('POST', '/auth/sign-in/email', { email, password });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
  await answer.body?.cancel();
  return session(url, cookieOf(answer));
}
