import { buildClient } from './client-build.ts';
import { provideWorker, runStage, step } from './stage.ts';

await runStage(async (signal) => {
  await provideWorker(signal);
  await buildClient(step(3, 'client'), signal);
  // The server shows the two last steps, and from here on takes the signals.
  await import('../../server/main.ts');
});
