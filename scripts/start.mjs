// npm start: packages, worker, client, database, ready.
import { bootstrap } from './bootstrap.mjs';

await bootstrap('start', 5, process.argv.slice(2));
