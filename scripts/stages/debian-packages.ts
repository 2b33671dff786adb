import { access, rm, writeFile } from 'node:fs/promises';
import { aptGet, aptReason, aptRemedy, asRoot, missingOf } from '../../server/setup/worker/apt.ts';
import { askOnTerminal } from '../../server/setup/worker/ask-on-terminal.ts';
import { CommandFailed } from '../../server/setup/worker/run-command.ts';
import { interactive } from './stage.ts';

/** Debian asks this script before it starts a service; the tests want the programs, not services on their ports. */
const POLICY = '/usr/sbin/policy-rc.d';

/** Packages that are missing and could not be had, and what a person can do about it. */
export interface StillMissing {
  packages: string[];
  why: string;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** As root only: in a container there is nothing else to keep a fresh package from starting its service. */
async function withoutServices(work: () => Promise<void>): Promise<void> {
  const mine = process.getuid?.() === 0 && !(await exists(POLICY));
  if (mine) await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    if (mine) await rm(POLICY, { force: true });
  }
}

/**
 * Installs those of the packages that are missing, on Debian and its kin, as root or with sudo; asks first where a
 * person sits at the terminal. Says what is still missing, and never throws for it: the tests that need it will fail.
 */
export async function installDebianPackages(
  packages: string[],
  say: (message: string) => void,
  signal: AbortSignal,
): Promise<StillMissing | undefined> {
  const { env } = process;
  if (!(await exists('/usr/bin/apt-get'))) return { packages, why: 'this is not Debian; install what they hold' };
  const missing = await missingOf(packages, env);
  if (missing.length === 0) return undefined;
  const names = missing.join(' ');
  const why = aptRemedy(missing);
  if (interactive && !(await askOnTerminal(`Install ${names} with apt-get, for the tests?`)))
    return { packages: missing, why };
  const before = await asRoot(env, interactive);
  if (before === undefined) return { packages: missing, why };
  try {
    say('refreshing the package lists');
    await aptGet(before, ['update'], { env, signal });
    say(`installing ${names}`);
    await withoutServices(() =>
      aptGet(before, ['install', '-y', '--no-install-recommends', ...missing], { env, signal }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { packages: missing, why: `${aptReason(error)}; ${why}` };
  }
}
