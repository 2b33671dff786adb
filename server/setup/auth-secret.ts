import path from 'node:path';
import { ensureDataFolder } from './data-folder.ts';
import { ensureKeptSecret } from './kept-secret.ts';
import { SetupError } from './setup-error.ts';

/**
 * The secret that signs sessions, kept in the data folder so that people stay signed in over a restart.
 *
 * @throws SetupError when the data folder cannot be written.
 */
export function ensureAuthSecret(dataDir: string): string {
  ensureDataFolder(dataDir);
  try {
    return ensureKeptSecret(path.join(dataDir, 'auth-secret'));
  } catch (error) {
    throw new SetupError(`DATA_DIR: no secret can be kept in ${JSON.stringify(dataDir)}: ${(error as Error).message}`);
  }
}
