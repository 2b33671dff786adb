import { readFile } from 'node:fs/promises';
import { aptGet, aptReason, aptRemedy, asRoot, missingOf, succeeds } from './apt.ts';
import { CommandFailed } from './run-command.ts';
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

/** Debian, Ubuntu, and what calls itself like them. */
async function isDebianLike(env: NodeJS.ProcessEnv, osRelease = '/etc/os-release'): Promise<boolean> {
  const release = await readFile(osRelease, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const debian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
  return debian && (await succeeds('apt-get', ['--version'], env));
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
  const missing = await missingOf(DEBIAN_PACKAGES, env);
  if (missing.length === 0) return;

  const names = missing.join(' ');
  const remedy = aptRemedy(missing);
  const before = await asRoot(env, interactive);
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
    throw new PackagesMissing(`apt-get could not install ${names}: ${aptReason(error)}${stale}`, remedy, {
      cause: error,
    });
  }
}
