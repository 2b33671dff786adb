import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A random secret (256 bits, base64url) kept in a file only its owner can read; made at the first call.
 *
 * Written beside and linked into place, so that a second process starting at the same instant reads the whole of the
 * first one's secret and never half of it.
 */
export function ensureKeptSecret(file: string): string {
  const kept = readKept(file);
  if (kept !== undefined && kept !== '') return kept;
  if (kept === '') rmSync(file);
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}
