import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type InstallOptions,
  installBuildPackages,
  PackagesMissing,
} from '../../server/setup/worker/build-packages.ts';
import { scriptIn, temporaryFolder } from './worker-fixtures.ts';

const MISSING = ['libsrtp2-dev', 'libabsl-dev'];

/** A Debian whose apt-get only writes down what it was asked. */
describe('packages for building the worker', () => {
  const folder = temporaryFolder();
  let options: InstallOptions;
  let aptCalls: () => Promise<string[]>;

  beforeEach(async () => {
    const bin = folder();
    const log = path.join(bin, 'apt.log');
    const osRelease = path.join(bin, 'os-release');
    await writeFile(osRelease, 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n');
    await writeFile(log, '');
    await scriptIn(bin, 'apt-get', `[ "$1" = --version ] || echo "$DEBIAN_FRONTEND $*" >> ${log}`);
    await scriptIn(
      bin,
      'dpkg-query',
      `case " ${MISSING.join(' ')} " in *" $2 "*) exit 1;; *) echo "Status: install ok installed";; esac`,
    );
    // Tests run as root in CI and as a user elsewhere.
    await scriptIn(bin, 'sudo', '[ "$1" = -n ] && shift; exec "$@"');
    options = {
      env: { PATH: `${bin}:/usr/bin:/bin` },
      interactive: false,
      ask: () => Promise.reject(new Error('nobody is there to be asked')),
      report: () => undefined,
      osRelease,
    };
    aptCalls = async () => (await readFile(log, 'utf8')).trim().split('\n').filter(Boolean);
  });

  test('without a terminal it updates once and installs only what is missing, unasked', async () => {
    await installBuildPackages(options);
    const calls = await aptCalls();
    expect(calls).toHaveLength(2);
    expect(calls[0]).toMatch(/^noninteractive .*update$/);
    expect(calls[1]).toMatch(/^noninteractive .*install -y --no-install-recommends libsrtp2-dev libabsl-dev$/);
  });

  test('on a terminal it asks first, and a yes installs', async () => {
    const questions: string[] = [];
    await installBuildPackages({
      ...options,
      interactive: true,
      ask: async (question) => {
        questions.push(question);
        expect(await aptCalls()).toEqual([]);
        return true;
      },
    });
    expect(questions).toEqual([expect.stringContaining('libsrtp2-dev libabsl-dev')]);
    expect(await aptCalls()).toHaveLength(2);
  });

  test('a no leaves the machine alone and says what to type', async () => {
    const refused = await installBuildPackages({ ...options, interactive: true, ask: async () => false }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(PackagesMissing);
    expect((refused as PackagesMissing).remedy).toContain(
      'sudo apt-get install -y --no-install-recommends libsrtp2-dev libabsl-dev',
    );
    expect(await aptCalls()).toEqual([]);
  });

  test('package lists that cannot be refreshed do not end it; a failed install does, with the reason of apt', async () => {
    await scriptIn(
      folder(),
      'apt-get',
      'case "$*" in *update) echo "E: no network"; exit 100;; *install*) echo "E: Unable to locate package libabsl-dev"; exit 100;; esac',
    );
    await expect(installBuildPackages(options)).rejects.toThrow(
      /could not install libsrtp2-dev libabsl-dev: E: Unable to locate package libabsl-dev \(apt-get update failed before: E: no network\)/,
    );
  });

  test('nothing missing: apt-get is not called', async () => {
    await scriptIn(folder(), 'dpkg-query', 'echo "Status: install ok installed"');
    await installBuildPackages(options);
    expect(await aptCalls()).toEqual([]);
  });

  test('another distribution: nothing is installed', async () => {
    const osRelease = path.join(folder(), 'fedora');
    await writeFile(osRelease, 'NAME="Fedora Linux"\nID=fedora\n');
    await installBuildPackages({ ...options, osRelease });
    expect(await aptCalls()).toEqual([]);
  });
});
