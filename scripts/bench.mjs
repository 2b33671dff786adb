// npm run bench -- NAME --json: tests/load/NAME-bench.ts with everything it needs.
import { bootstrap } from './bootstrap.mjs';

await bootstrap('bench', 5, process.argv.slice(2));
