import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Folders of PostgreSQL's server binaries, which Debian keeps off the PATH; the newest version first. */
function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(root, version, 'bin'));
}

/**
 * The path of a binary these tests start.
 *
 * @throws Error that names the Debian package to install, so that a missing server fails a test instead of hiding it.
 */
export function debianBinary(name: string, debianPackage: string): string {
  const folders = [...postgresFolders(), ...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/bin'];
  const found = folders.map((folder) => path.join(folder, name)).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `"${name}" is not on this machine. It comes with the Debian package ${debianPackage}: ` +
      `apt-get install -y --no-install-recommends ${debianPackage} ` +
      '(elsewhere: install the same server and put it on PATH, then run the tests again)',
  );
}
