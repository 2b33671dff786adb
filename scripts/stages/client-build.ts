import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Progress } from '../../server/setup/progress.ts';
import { SetupError } from '../../server/setup/setup-error.ts';
import { ROOT } from './stage.ts';

/** Everything a built client depends on. */
const SOURCES = ['client', 'shared', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
const STAMP = path.join(ROOT, 'dist', 'client.built');

async function listFiles(name: string): Promise<string[]> {
  try {
    const entries = await readdir(path.join(ROOT, name), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [path.join(ROOT, name)];
    throw error;
  }
}

/** A digest of names and contents: a checkout that only touched the files' times does not count as a change. */
async function digestSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await Promise.all(SOURCES.map(listFiles))).flat().sort();
  for (const file of files)
    hash
      .update(`${path.relative(ROOT, file)}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}

async function lastBuilt(): Promise<string | undefined> {
  try {
    return await readFile(STAMP, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Builds the client into dist/client, unless that is what its sources already are.
 *
 * @throws SetupError with Vite's own words when they do not build.
 */
export async function buildClient(tell: Progress, signal: AbortSignal): Promise<void> {
  const digest = await digestSources();
  if ((await lastBuilt()) === digest) return;
  tell.say('building');
  await rm(STAMP, { force: true });
  const startedAt = performance.now();
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  // NODE_ENV decides how React is built, whatever this process was started with.
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', path.join(ROOT, 'vite.config.ts'), '--logLevel', 'warn'],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new SetupError(`the client does not build:\n${said.trim()}`);
  await writeFile(STAMP, digest);
  tell.done(`built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
