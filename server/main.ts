import { once } from 'node:events';
import path from 'node:path';
import { createApp } from './app.ts';
import { type Config, loadConfig } from './config.ts';
import { connectDatabase, type Db } from './db/connect.ts';
import { migrateToLatest } from './db/migrate.ts';
import { systemClock } from './lib/clock.ts';
import { createFactBus } from './lib/facts.ts';
import { createDiskStore } from './lib/file-store.ts';
import { createLogger } from './lib/logger.ts';
import { connectRelay } from './live/relay.ts';
import { createMediaEngine } from './media/engine.ts';
import { checkPorts } from './setup/check-ports.ts';
import { DEMO_SEED, generateDemo } from './setup/demo/generate.ts';
import { isEmpty, loadDemo } from './setup/demo/load.ts';
import { type DemoAccess, demoAccess } from './setup/demo/sign-ins.ts';
import { startEmbeddedPostgres } from './setup/postgres/embedded.ts';
import { progress } from './setup/progress.ts';
import { readyMessage } from './setup/ready-message.ts';
import { SetupError } from './setup/setup-error.ts';
import { provisionWorker } from './setup/worker/provision.ts';

const CLIENT_DIR = path.join(import.meta.dirname, '..', 'dist', 'client');
const STEPS = 5;

/** Things to close, in the reverse of the order in which they were opened. */
const opened: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

/**
 * Closes everything once; a signal during the start ends what has been started so far. What does not close keeps nothing
 * else open, the database least of all. @throws AggregateError of all that failed.
 */
function stop(): Promise<void> {
  stopping ??= (async () => {
    const failed: unknown[] = [];
    for (const close of opened.reverse()) await close().catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw new AggregateError(failed, 'not everything could be closed');
  })();
  return stopping;
}

async function openDatabase(
  config: Config,
  log: ReturnType<typeof createLogger>,
  say: (text: string) => void,
): Promise<Db> {
  let url = config.databaseUrl;
  if (url === undefined) {
    const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, onProgress: say, log });
    opened.push(() => embedded.stop());
    url = embedded.url;
  }
  const db = connectDatabase(url, {
    onError: (error) => {
      if (stopping === undefined) log.warn({ err: error }, 'a database connection was lost');
    },
  });
  opened.push(() => db.destroy());
  say('migrating');
  await migrateToLatest(db);
  return db;
}

/** The demo is only ever made on an empty embedded database, outside production. */
async function openDemo(config: Config, db: Db, say: (text: string) => void): Promise<DemoAccess | undefined> {
  if (config.databaseUrl !== undefined || config.production) return undefined;
  const data = generateDemo({ seed: DEMO_SEED, now: new Date() });
  const access = demoAccess(data);
  if (await isEmpty(db)) {
    await loadDemo({ db, store: createDiskStore(path.join(config.dataDir, 'files')), data, onProgress: say });
    return access;
  }
  const known = await db
    .selectFrom('users')
    .select('id')
    .where('email', '=', access.signIns[0]?.email ?? '')
    .executeTakeFirst();
  return known === undefined ? undefined : access;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function start(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger(config.logLevel);
  await checkPorts(config);
  const database = progress(4, STEPS, 'database', process.stdout);
  const db = await openDatabase(config, log, database.say);
  const demo = await openDemo(config, db, database.say);
  database.done('ready');

  const ready = progress(5, STEPS, 'server', process.stdout);
  ready.say('starting media workers');
  const { bin } = await provisionWorker({
    env: {
      ...process.env,
      ...(config.rtc.workerBin === undefined ? {} : { MEDIASOUP_WORKER_BIN: config.rtc.workerBin }),
    },
    report: ({ text }) => ready.say(`worker: ${text}`),
    interactive: false,
  });
  const facts = createFactBus();
  if (config.redisUrl !== undefined) {
    const relay = await connectRelay(config.redisUrl, facts, log).catch((error: unknown) => {
      throw new SetupError(`REDIS_URL cannot be reached: ${messageOf(error)}`);
    });
    opened.push(() => relay.close());
  }
  const { workers, listenIp, announcedAddress, portMin } = config.rtc;
  const media = await createMediaEngine({ workers, listenIp, announcedAddress, portMin, workerBin: bin, logger: log });
  const app = createApp({ config, db, facts, media, clock: systemClock, logger: log, clientDir: CLIENT_DIR, demo });
  // The workers are told first: a Ctrl-C reaches them too, and one that ends then is not to be replaced.
  opened.push(
    () => app.close(),
    () => media.close(),
  );
  app.http.listen(config.port, config.host);
  await once(app.http, 'listening').catch((error: unknown) => {
    throw new SetupError(`PORT ${config.port} on ${config.host} cannot be used: ${messageOf(error)}`);
  });
  app.sweeper.start();
  ready.done('ready');

  const adminLink = demo === undefined ? await app.accounts.firstAdminLink() : undefined;
  process.stdout.write(
    readyMessage({
      url: config.publicUrl,
      dataDir: config.databaseUrl === undefined ? config.dataDir : undefined,
      demo,
      adminLink,
    }),
  );
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

start().catch(async (error: unknown) => {
  if (stopping !== undefined) return;
  console.error(error instanceof SetupError ? `\n${error.message}` : error);
  await stop();
  process.exit(1);
});
