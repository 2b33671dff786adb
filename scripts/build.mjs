// npm run build: the client into dist/client.
import { bootstrap } from './bootstrap.mjs';

await bootstrap('build', 2, process.argv.slice(2));
