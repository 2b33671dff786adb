import { startEmbeddedPostgres } from '../../../server/setup/postgres/embedded.ts';
import { SetupError } from '../../../server/setup/setup-error.ts';

/**
 * `node keep-postgres.ts DATA_DIR`: a process that holds an embedded database. Prints `{"url","pid"}` in one line when it
 * is ready and stops it on SIGTERM; a refusal goes to standard error, with exit code 1.
 */

const [dataDir = ''] = process.argv.slice(2);
const tell = (message: string) => process.stderr.write(`${message}\n`);
const log = { debug: () => undefined, info: tell, warn: tell, error: tell };

try {
  const postgres = await startEmbeddedPostgres({ dataDir, onProgress: tell, log });
  process.stdout.write(`${JSON.stringify({ url: postgres.url, pid: postgres.pid() })}\n`);
  process.once('SIGTERM', () => void postgres.stop());
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  tell(error.message);
  process.exitCode = 1;
}
