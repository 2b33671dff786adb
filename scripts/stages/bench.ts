import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../../server/setup/setup-error.ts';
import { provideChromium } from './chromium.ts';
import { buildClient } from './client-build.ts';
import { provideWorker, ROOT, runStage, step } from './stage.ts';

const FOLDER = path.join(ROOT, 'tests', 'load');
const ENDING = '-bench.ts';

await runStage(async (signal) => {
  const [name, ...args] = process.argv.slice(2);
  const benches = (await readdir(FOLDER))
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length));
  if (name === undefined || !benches.includes(name)) {
    throw new SetupError(`npm run bench -- NAME --json, where NAME is one of: ${benches.join(', ')}`);
  }
  await provideWorker(signal);
  await provideChromium(step(4, 'browser'), signal);
  await buildClient(step(5, 'client'), signal);
  const bench = spawn(process.execPath, [path.join(FOLDER, name + ENDING), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    signal,
  });
  const [code] = (await once(bench, 'exit')) as [number | null];
  process.exit(code ?? 1);
});
