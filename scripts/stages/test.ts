import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import testPackages from '../test-packages.json' with { type: 'json' };
import { provideChromium } from './chromium.ts';
import { buildClient } from './client-build.ts';
import { installDebianPackages } from './debian-packages.ts';
import { provideWorker, ROOT, runStage, step } from './stage.ts';

await runStage(async (signal) => {
  await provideWorker(signal);
  const packages = step(3, 'packages of the system');
  const missing = await installDebianPackages(testPackages.operations, packages.say, signal);
  if (missing !== undefined)
    packages.done(`some tests will fail without ${missing.packages.join(' ')}: ${missing.why}`);
  await provideChromium(step(4, 'browser'), signal);
  await buildClient(step(5, 'client'), signal);
  const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const run = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
    signal,
  });
  const [code] = (await once(run, 'exit')) as [number | null];
  process.exit(code ?? 1);
});
