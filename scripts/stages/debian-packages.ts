import { access, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { CommandFailed, runCommand } from '../../server/setup/worker/run-command.ts';
import { interactive } from './stage.ts';

/** Debian asks this script before it starts a service; the tests want the programs, not services on their ports. */
const POLICY = '/usr/sbin/policy-rc.d';

/** Packages that are missing and could not be had, and what a person can do about it. */
export interface StillMissing {
  packages: string[];
  why: string;
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder.
    const said = await runCommand('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { env: process.env });
    return said.includes('installed');
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
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

async function allowed(packages: string[]): Promise<boolean> {
  if (!interactive) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`\nInstall ${packages.join(' ')} with apt-get, for the tests? [Y/n] `);
    return /^(y|yes|)$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** What goes before apt-get: nothing as root, sudo where it asks for nothing or a person can answer it. */
async function becomeRoot(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  try {
    await runCommand('sudo', interactive ? ['-v'] : ['-n', 'true'], { env: process.env, stdin: 'terminal' });
    return ['sudo', '-n'];
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
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
  const present = await Promise.all(packages.map(isInstalled));
  const missing = packages.filter((_, index) => !present[index]);
  if (missing.length === 0) return undefined;
  if (!(await exists('/usr/bin/apt-get')))
    return { packages: missing, why: 'this is not Debian; install what they hold' };
  const remedy = `run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!(await allowed(missing))) return { packages: missing, why: remedy };
  const before = await becomeRoot();
  if (before === undefined) return { packages: missing, why: remedy };
  const apt = async (...args: string[]) => {
    const patient = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2'];
    const [program = 'env', ...rest] = [
      ...before,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...patient,
      ...args,
    ];
    await runCommand(program, rest, { env: process.env, signal });
  };
  try {
    say('refreshing the package lists');
    await apt('update');
    say(`installing ${missing.join(' ')}`);
    await withoutServices(() => apt('install', '-y', '--no-install-recommends', ...missing));
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const last = error.tail.findLast((line) => line.startsWith('E:')) ?? error.tail.at(-1) ?? error.message;
    return { packages: missing, why: `${last}; ${remedy}` };
  }
}
