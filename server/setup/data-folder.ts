import { mkdirSync } from 'node:fs';
import { SetupError } from './setup-error.ts';

/**
 * Makes the data folder where it is missing.
 *
 * @throws SetupError when it cannot be made.
 */
export function ensureDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new SetupError(`DATA_DIR: ${JSON.stringify(dataDir)} cannot be made: ${(error as Error).message}`);
  }
}
