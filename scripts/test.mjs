// npm test: packages, worker, system packages, browser, client; then Vitest with these arguments.
import { bootstrap } from './bootstrap.mjs';

await bootstrap('test', 5, process.argv.slice(2));
