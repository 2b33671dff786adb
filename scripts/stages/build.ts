import { buildClient } from './client-build.ts';
import { runStage, step } from './stage.ts';

await runStage((signal) => buildClient(step(2, 'client'), signal));
