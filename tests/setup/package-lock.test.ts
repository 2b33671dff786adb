import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

interface LockedPackage {
  version?: string;
  optionalDependencies?: Record<string, string>;
}

test('package-lock.json holds the packages of every platform, or npm ci refuses it', async () => {
  const text = await readFile(path.join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> };
  const names = new Set(
    Object.keys(packages).map((name) => name.slice(name.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  const wanted = Object.values(packages).flatMap((locked) => Object.keys(locked.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(0);
  expect(
    wanted.filter((name) => !names.has(name)),
    'run: node scripts/complete-lock.mjs',
  ).toEqual([]);
});
