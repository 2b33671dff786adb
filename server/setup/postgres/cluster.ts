import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureKeptSecret } from '../kept-secret.ts';
import { SetupError } from '../setup-error.ts';
import { copyPostgres, type PostgresBinaries } from './binaries.ts';
import { chooseUser, type RunAs } from './system-user.ts';

/** The role CloudFair signs in as, and its database. Not a superuser; it may make databases, for tests and restores. */
export const ROLE = 'cloudfair';

/** Root's copy of the binaries, where the checkout is out of the system user's reach. */
const SHARED_BINARIES = '/var/cache/cloudfair';

/** A database folder that exists and is in order, and all that is needed to run a server on it. */
export interface Cluster {
  dir: string;
  password: string;
  runAs: RunAs;
  binaries: PostgresBinaries;
}

/**
 * How the database folder is named to PostgreSQL. Under a system user on Linux it is the working directory by its magic
 * link: that works below folders that this user cannot enter, as /root, because nobody walks the path.
 */
export function dataArgument({ dir, runAs }: Pick<Cluster, 'dir' | 'runAs'>): string {
  return runAs.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : dir;
}

/** PostgreSQL's processes see nothing of our environment and speak English, which is read for "ready". */
export function postgresEnv(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
}

function reachable(binaries: PostgresBinaries, runAs: RunAs): boolean {
  if (runAs.uid === undefined) return true;
  return spawnSync(binaries.postgres, ['--version'], { ...runAs, cwd: '/', env: postgresEnv() }).status === 0;
}

async function own(target: string, { uid, gid }: RunAs): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(target, uid, gid);
}

async function refuseOtherVersion(home: string, major: string): Promise<void> {
  const other = (await readdir(home)).find((name) => /^\d+$/.test(name) && name !== major);
  if (other === undefined) return;
  throw new SetupError(
    `DATA_DIR: the database in ${path.join(home, other)} was made by PostgreSQL ${other}, and this CloudFair brings ${major}; dump it with the CloudFair that made it, and restore it into a new DATA_DIR`,
  );
}

/** Runs `initdb`; resolves when it is done, rejects with what it said. */
async function initdb(cluster: Cluster, passwordFile: string): Promise<void> {
  const args = [
    `--pgdata=${dataArgument(cluster)}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    // The built-in provider knows Unicode's letters without the system's libraries: Chinese sorts and matches the same
    // on every machine, and no index is spoilt when a distribution changes its collations.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // One flush of the file system in place of one for each of a thousand files: 1 s in place of 3.
    ...(process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
  ];
  const child = spawn(cluster.binaries.initdb, args, {
    ...cluster.runAs,
    cwd: cluster.dir,
    env: postgresEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      reject(new SetupError(`the database could not be made: ${said.trim().split('\n').slice(-3).join(' ')}`));
    });
  });
}

/** Gives the server statements in its single-user mode, which needs no password and no running server. */
function runAlone(cluster: Cluster, statements: string[]): void {
  const ran = spawnSync(
    cluster.binaries.postgres,
    ['--single', '-j', '-D', dataArgument(cluster), '-c', 'exit_on_error=on', 'postgres'],
    { ...cluster.runAs, cwd: cluster.dir, env: postgresEnv(), input: statements.join(';\n\n'), encoding: 'utf8' },
  );
  if (ran.status === 0) return;
  throw new SetupError(`the database's role could not be set up: ${ran.error?.message ?? ran.stderr.trim()}`);
}

async function create(cluster: Cluster, home: string): Promise<void> {
  const fresh: Cluster = { ...cluster, dir: `${cluster.dir}.new` };
  const passwordFile = path.join(home, 'initial-password');
  await rm(fresh.dir, { recursive: true, force: true, maxRetries: 10 });
  await mkdir(fresh.dir, { mode: 0o700 });
  await own(fresh.dir, cluster.runAs);
  try {
    // The superuser's password is thrown away: only the single-user mode is ever superuser.
    await writeFile(passwordFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    await own(passwordFile, cluster.runAs);
    await initdb(fresh, '../initial-password');
  } finally {
    await rm(passwordFile, { force: true });
  }
  runAlone(fresh, [
    `CREATE ROLE ${ROLE} LOGIN CREATEDB PASSWORD '${cluster.password}'`,
    `CREATE DATABASE ${ROLE} OWNER ${ROLE}`,
  ]);
  await rename(fresh.dir, cluster.dir);
}

/** Gives everything in a folder to the user the server runs as: a backup that root copied back belongs to root. */
function ownAll(dir: string, { uid, gid }: RunAs): void {
  const ran = spawnSync('chown', ['-R', `${uid}:${gid}`, dir], { encoding: 'utf8' });
  if (ran.status !== 0) throw new SetupError(`${dir} could not be given to the database's user: ${ran.stderr.trim()}`);
}

/**
 * Opens the database folder `DATA_DIR/postgres/MAJOR`, and makes it at the first start. The role's password is kept in
 * `DATA_DIR/database-password`; where that file was lost, a new one is set.
 *
 * No server may run on it, and the caller holds the data folder's lock.
 *
 * @throws SetupError with one line a person can act on.
 */
export async function openCluster(
  dataDir: string,
  found: PostgresBinaries,
  stopOrphan: (dir: string) => Promise<void>,
  onProgress: (message: string) => void,
): Promise<Cluster> {
  const home = path.join(dataDir, 'postgres');
  const dir = path.join(home, found.major);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await refuseOtherVersion(home, found.major);
  const runAs = await chooseUser(dir);
  const binaries = reachable(found, runAs) ? found : await copyPostgres(found, SHARED_BINARIES);
  const passwordFile = path.join(dataDir, 'database-password');
  const passwordKept = (await stat(passwordFile).catch(() => undefined)) !== undefined;
  const cluster: Cluster = { dir, runAs, binaries, password: ensureKeptSecret(passwordFile) };
  await own(home, runAs);
  const existing = await stat(dir).catch(() => undefined);
  if (existing === undefined) {
    onProgress('making the database');
    // Left by a start that was cut short, perhaps still at work.
    await stopOrphan(`${dir}.new`);
    await create(cluster, home);
    return cluster;
  }
  await stopOrphan(dir);
  if (runAs.uid !== undefined && existing.uid === 0) ownAll(dir, runAs);
  await chmod(dir, 0o700);
  if (!passwordKept) runAlone(cluster, [`ALTER ROLE ${ROLE} PASSWORD '${cluster.password}'`]);
  return cluster;
}
