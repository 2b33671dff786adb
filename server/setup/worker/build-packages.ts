import { readFile } from 'node:fs/promises';
import { CommandFailed, runCommand } from './run-command.ts';
import type { ReportProgress } from './worker-progress.ts';

/** What the build needs, by its names in Debian and Ubuntu. */
const DEBIAN_PACKAGES = [
  'g++',
  'cmake',
  'ninja-build',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
  'libabsl-dev',
] as const;

/** The same for a person on any other system. */
export const WANTED_ELSEWHERE =
  'a C++20 compiler, CMake >= 3.22, Ninja, flatc, and the development files of libuv, OpenSSL 3, libsrtp 2, FlatBuffers and Abseil';

export interface InstallOptions {
  env: NodeJS.ProcessEnv;
  interactive: boolean;
  ask: (question: string) => Promise<boolean>;
  report: ReportProgress;
  signal?: AbortSignal | undefined;
  /** Where the system says what it is; `/etc/os-release` unless given. */
  osRelease?: string;
}

/** Packages that could not be had; the message says why, the remedy what to type. */
export class PackagesMissing extends Error {
  override name = 'PackagesMissing';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

async function succeeds(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await runCommand(command, args, { env });
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}

/** Debian, Ubuntu, and what calls itself like them. */
async function isDebianLike(env: NodeJS.ProcessEnv, osRelease = '/etc/os-release'): Promise<boolean> {
  const release = await readFile(osRelease, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const debian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
  return debian && (await succeeds('apt-get', ['--version'], env));
}

async function isInstalled(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    return (await runCommand('dpkg-query', ['--status', name], { env })).includes('Status: install ok installed');
  } catch (error) {
    if (error instanceof CommandFailed && error.exitCode !== undefined) return false;
    throw error;
  }
}

async function missingPackages(env: NodeJS.ProcessEnv): Promise<string[]> {
  const missing: string[] = [];
  for (const name of DEBIAN_PACKAGES) {
    if (!(await isInstalled(name, env))) missing.push(name);
  }
  return missing;
}

/** What to put before apt-get: nothing for root, sudo if we may, undefined if we may not. */
async function asRoot(options: InstallOptions): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  const { env, interactive } = options;
  if (await succeeds('sudo', ['-n', 'true'], env)) return ['sudo', '-n'];
  // On a terminal sudo can ask for the password itself.
  return interactive && (await succeeds('sudo', ['--version'], env)) ? ['sudo'] : undefined;
}

/** Runs apt-get without questions, patient with another one that is running. */
async function aptGet(before: string[], args: string[], options: InstallOptions): Promise<void> {
  const [command = 'env', ...rest] = [
    ...before,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=300',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'Acquire::http::Timeout=20',
    ...args,
  ];
  await runCommand(command, rest, {
    env: options.env,
    signal: options.signal,
    // Only sudo without -n may ask for a password.
    ...(before.length === 1 && { stdin: 'terminal' }),
  });
}

/**
 * On Debian and Ubuntu installs those of the build's packages that are missing: as root or with sudo, asking first where
 * a person sits at the terminal. Elsewhere it does nothing; the build then says what it lacks.
 *
 * @throws PackagesMissing
 */
export async function installBuildPackages(options: InstallOptions): Promise<void> {
  const { env, interactive, ask, report } = options;
  if (!(await isDebianLike(env, options.osRelease))) return;
  const missing = await missingPackages(env);
  if (missing.length === 0) return;

  const names = missing.join(' ');
  const remedy = `run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`;
  const before = await asRoot(options);
  if (before === undefined) {
    throw new PackagesMissing(
      `packages are missing and neither root nor sudo is at hand to install them: ${names}`,
      remedy,
    );
  }
  if (interactive && !(await ask(`Install ${names} with apt-get, to build the mediasoup worker?`))) {
    throw new PackagesMissing(`packages are missing and were not to be installed: ${names}`, remedy);
  }
  // A list that cannot be refreshed may still do: the install decides.
  let stale = '';
  try {
    report({ step: 'worker', text: 'refreshing the package lists' });
    await aptGet(before, ['update'], options);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    stale = ` (apt-get update failed before: ${error.tail.at(-1) ?? error.message})`;
  }
  try {
    report({ step: 'worker', text: `installing ${names}` });
    await aptGet(before, ['install', '-y', '--no-install-recommends', ...missing], options);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const why = error.tail.findLast((line) => line.startsWith('E:')) ?? error.tail.at(-1) ?? error.message;
    throw new PackagesMissing(`apt-get could not install ${names}: ${why}${stale}`, remedy, { cause: error });
  }
}
