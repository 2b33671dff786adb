import { loadConfig } from '../../server/config.ts';
import { buildClient } from './client-build.ts';
import { provideWorker, runStage, step } from './stage.ts';

await runStage(async (signal) => {
  // A wrong setting is said at once, not after minutes of building; the server reads them again.
  loadConfig(process.env);
  await provideWorker(signal);
  await buildClient(step(3, 'client'), signal);
  // The server shows the two last steps, and from here on takes the signals.
  await import('../../server/main.ts');
});
