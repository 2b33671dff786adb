import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFailed, runCommand } from './run-command.ts';
import type { ReportProgress } from './worker-progress.ts';
import { type WorkerTarget, workerFileName } from './worker-target.ts';

const NATIVE_DIR = fileURLToPath(new URL('native', import.meta.url));
/** The largest source takes about this much in the compiler. */
const BYTES_PER_JOB = 800 * 1024 * 1024;

/** Ninja's `[12/261] Building ...`. */
export function parseNinjaLine(line: string): { done: number; total: number } | undefined {
  const [, done, total] = /^\[(\d+)\/(\d+)\] /.exec(line) ?? [];
  return done === undefined || total === undefined ? undefined : { done: Number(done), total: Number(total) };
}

/** What a person should see of a failed CMake or compiler: its own first complaint. */
function complaint(error: CommandFailed): string {
  const first = error.tail.findIndex((line) => /CMake Error|error:|fatal|not found|FAILED/.test(line));
  const lines = first === -1 ? error.tail.slice(-3) : error.tail.slice(first, first + 4);
  return [error.message, ...lines.map((line) => line.trim()).filter((line) => line !== '')].join(' | ');
}

export interface BuildOptions {
  env: NodeJS.ProcessEnv;
  report: ReportProgress;
  signal?: AbortSignal | undefined;
}

/**
 * Compiles the worker from mediasoup's sources with CMake and Ninja: some 260 files, about four minutes of two cores.
 * The folder is kept when it is cut short, so that the next one goes on where this one stopped.
 *
 * @param folder where to build; only one may build there at a time
 * @returns the path of the binary
 * @throws Error with the tool's own complaint
 */
export async function buildWorker(target: WorkerTarget, folder: string, options: BuildOptions): Promise<string> {
  const { env, report, signal } = options;
  const configure = ['-G', 'Ninja', '-S', NATIVE_DIR, '-B', folder, `-DMEDIASOUP_DIR=${target.packageDir}`];
  try {
    report({ step: 'worker', text: 'preparing the build' });
    await mkdir(folder, { recursive: true });
    try {
      await runCommand('cmake', configure, { env, signal });
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.exitCode === undefined) throw error;
      // What an earlier try left there may be of another checkout or compiler.
      await rm(folder, { recursive: true, force: true });
      await runCommand('cmake', configure, { env, signal });
    }
    const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / BYTES_PER_JOB)));
    await runCommand('ninja', ['-C', folder, '-j', String(jobs)], {
      env,
      signal,
      onLine: (line) => {
        const at = parseNinjaLine(line);
        if (at) report({ step: 'worker', text: 'building', ...at });
      },
    });
  } catch (error) {
    if (error instanceof CommandFailed) throw new Error(complaint(error), { cause: error });
    throw error;
  }
  return path.join(folder, workerFileName(target.platform));
}
