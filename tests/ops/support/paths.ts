import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The repository's root. */
const ROOT = path.resolve(import.meta.dirname, '../../..');

/** A path in the repository. */
export function inRepo(...parts: string[]): string {
  return path.join(ROOT, ...parts);
}

/** A temporary folder that servers running as another user can reach into. The caller removes it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `cloudfair-ops-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}
