import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Progress } from '../../server/setup/progress.ts';
import { SetupError } from '../../server/setup/setup-error.ts';
import { CommandFailed, runCommand } from '../../server/setup/worker/run-command.ts';
import testPackages from '../test-packages.json' with { type: 'json' };
import { installDebianPackages } from './debian-packages.ts';
import { ROOT } from './stage.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const ON_MACOS = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/** Whether it starts at all: Ubuntu's `chromium-browser` may be a hint to a snap that is not there. */
async function works(bin: string): Promise<boolean> {
  try {
    await access(bin, constants.X_OK);
    await runCommand(bin, ['--version'], { env: process.env });
    return true;
  } catch (error) {
    if (
      error instanceof CommandFailed ||
      ['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
    ) {
      return false;
    }
    throw error;
  }
}

async function findChromium(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  for (const bin of [...onPath, ...ON_MACOS, chromium.executablePath()]) {
    if (await works(bin)) return bin;
  }
  return undefined;
}

async function namedByPerson(): Promise<string | undefined> {
  const [name, bin] =
    Object.entries(process.env).find(([key, value]) => (key === 'CHROMIUM_BIN' || key === 'CHROME_BIN') && value) ?? [];
  if (bin === undefined) return undefined;
  if (await works(bin)) return bin;
  throw new SetupError(`${name}: ${JSON.stringify(bin)} does not run; it takes the path of a Chromium or Chrome`);
}

/** Playwright's own download; undefined where it does not come through. */
async function downloadChromium(signal: AbortSignal): Promise<string | undefined> {
  const cli = path.join(ROOT, 'node_modules', 'playwright-core', 'cli.js');
  try {
    await runCommand(process.execPath, [cli, 'install', 'chromium'], { env: process.env, signal });
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
  return findChromium();
}

/**
 * Finds a Chromium and names it in CHROMIUM_BIN to all that this process starts: the one named there or in CHROME_BIN,
 * the system's, Debian's package (with a font that has Chinese), Playwright's own download.
 *
 * @throws SetupError with what to install.
 */
export async function provideChromium(tell: Progress, signal: AbortSignal): Promise<void> {
  const named = await namedByPerson();
  let found = named ?? (await findChromium());
  // Without a font of its own for it, Chinese shows as empty boxes, also in a Chromium that was there before.
  const wanted =
    found === undefined ? testPackages.chromium : testPackages.chromium.filter((name) => name.startsWith('fonts-'));
  const missing = process.platform === 'linux' ? await installDebianPackages(wanted, tell.say, signal) : undefined;
  found ??= await findChromium();
  if (found === undefined) {
    tell.say('downloading');
    found = await downloadChromium(signal);
  }
  if (found === undefined) {
    throw new SetupError(`no Chromium for the tests: ${missing?.why ?? 'install one'}, or name one in CHROMIUM_BIN`);
  }
  if (missing !== undefined) tell.done(`without ${missing.packages.join(' ')}: ${missing.why}`);
  process.env.CHROMIUM_BIN = found;
}
