import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyCheckout, processesIn, startApp } from '../setup/support/fresh-copy.ts';
import { quantile, report } from './report.ts';

/**
 * `npm run bench -- start --json`: from `npm start` to the ready line. Cold: a fresh copy of the repository with nothing
 * but the cached worker and npm's own cache, so with packages, client, database and demo fair. Warm: the same again.
 */

const WARM_RUNS = 5;

const folder = await mkdtemp(path.join(tmpdir(), 'cloudfair-start-'));
const checkout = path.join(folder, 'checkout');

/** One start to the ready line and its end, in seconds; it counts only if the server really answers. */
async function measureStart(): Promise<number> {
  const app = await startApp(checkout);
  const answer = await fetch(`${app.url}/readyz`);
  const end = await app.end('SIGINT', 'group');
  if (answer.status !== 200) throw new Error(`/readyz answered ${answer.status}: no figure`);
  if (end !== 0) throw new Error(`npm start ended with ${end}: no figure`);
  if (process.platform === 'linux' && (await processesIn(checkout)).length > 0)
    throw new Error('it left processes: no figure');
  return app.readyAfterMs / 1000;
}

try {
  await copyCheckout(checkout);
  const cold = await measureStart();
  console.error(`cold: ${cold.toFixed(1)} s`);
  const warm: number[] = [];
  for (let run = 0; run < WARM_RUNS; run++) {
    warm.push(await measureStart());
    console.error(`warm: ${warm.at(-1)?.toFixed(2)} s`);
  }
  report('start', WARM_RUNS, [
    { name: 'start.cold.s', value: cold, unit: 's' },
    { name: 'start.warm.s', value: quantile(warm, 0.5), unit: 's' },
  ]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
