import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { release } from 'node:os';
import path from 'node:path';

/** Which worker this machine needs. */
export interface WorkerTarget {
  /** Folder of the installed npm package `mediasoup`; its C++ sources are below `worker/`. */
  packageDir: string;
  /** Version of that package; the worker and the library must be of the same. */
  version: string;
  platform: NodeJS.Platform;
  arch: string;
  /** The C library, such as `glibc 2.36`; `musl` on Alpine; empty where there is only one. */
  libc: string;
  /** Major version of a Linux kernel, undefined elsewhere. */
  kernelMajor: number | undefined;
}

/** Node names the glibc that it runs on in its report, and none on musl. */
function libcOf(platform: NodeJS.Platform): string {
  if (platform !== 'linux') return '';
  // Else the report looks up the name of every peer, which takes seconds on a closed network.
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime === undefined ? 'musl' : `glibc ${header.glibcVersionRuntime}`;
}

/** Looks at this machine and at the installed mediasoup. */
export async function workerTarget(): Promise<WorkerTarget> {
  const entry = createRequire(import.meta.url).resolve('mediasoup');
  const packageDir = path.resolve(entry, '../../..');
  const { version } = JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const { platform, arch } = process;
  return {
    packageDir,
    version,
    platform,
    arch,
    libc: libcOf(platform),
    kernelMajor: platform === 'linux' ? Number(release().split('.')[0]) : undefined,
  };
}

/** Name of a target's folder in the cache: `3.27.1-linux-x64`, `3.27.1-linux-x64-musl`. */
export function targetName(target: WorkerTarget): string {
  return [target.version, target.platform, target.arch, ...(target.libc === 'musl' ? ['musl'] : [])].join('-');
}

/** File name of the binary, as mediasoup's own releases have it. */
export function workerFileName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
}
