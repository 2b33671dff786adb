import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { SetupError } from '../setup-error.ts';

/** The system user that PostgreSQL runs as when CloudFair itself runs as root. */
const SYSTEM_USER = 'cloudfair';

/** Whom to run PostgreSQL as; empty: as ourselves. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

function lookUp(): RunAs | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const found = spawnSync('id', [flag, SYSTEM_USER], { encoding: 'utf8' });
    return found.status === 0 ? Number(found.stdout) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function create(): void {
  const made = spawnSync(
    'useradd',
    [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      SYSTEM_USER,
    ],
    { encoding: 'utf8' },
  );
  // 9: another start has just made it.
  if (made.status === 0 || made.status === 9) return;
  const why = made.error?.message ?? made.stderr.trim();
  throw new SetupError(
    `PostgreSQL does not run as root, and the system user "${SYSTEM_USER}" for it could not be made (${why}); start CloudFair as a normal user, or set DATABASE_URL`,
  );
}

/**
 * Chooses whom PostgreSQL runs as. A normal user runs it as himself. Root, as which PostgreSQL refuses to run, keeps
 * the owner that the database has, or else takes the system user `cloudfair`, made here when it is missing.
 *
 * @throws SetupError when a normal user meets a database of somebody else's, or the system user cannot be made.
 */
export async function chooseUser(clusterDir: string): Promise<RunAs> {
  const owner = await stat(clusterDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new SetupError(`DATA_DIR: the database in ${clusterDir} cannot be opened: ${error.message}`);
  });
  const self = userInfo();
  if (self.uid !== 0) {
    if (owner === undefined || owner.uid === self.uid) return {};
    throw new SetupError(
      `DATA_DIR: the database in ${clusterDir} belongs to user ${owner.uid}, and you are ${self.username}; start as root as before, or run: sudo chown -R ${self.username} on the data folder`,
    );
  }
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = lookUp();
  if (known !== undefined) return known;
  create();
  const made = lookUp();
  if (made === undefined) throw new SetupError(`the system user "${SYSTEM_USER}" was made but cannot be found`);
  return made;
}
