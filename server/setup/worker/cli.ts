import { SetupError } from '../setup-error.ts';
import { provisionWorker, type WorkerProgress } from './provision.ts';

/**
 * `node server/setup/worker/cli.ts`: gets the mediasoup worker, telling on standard error what it does, and prints its
 * path on standard output. For images and machines that are prepared before the first start.
 */

const terminal = process.stderr.isTTY === true;
let lastText = '';
let lastShownAt = 0;

function show({ text, done, total }: WorkerProgress): void {
  const counted = done === undefined ? text : `${text} ${done}${total === undefined ? '' : `/${total}`}`;
  if (terminal) {
    process.stderr.write(`\r\u001b[Kworker: ${counted}${done === undefined ? '\n' : ''}`);
    return;
  }
  // In a log one line every ten seconds will do for what only counts on.
  const now = performance.now();
  if (text === lastText && now - lastShownAt < 10_000 && done !== total) return;
  lastText = text;
  lastShownAt = now;
  process.stderr.write(`worker: ${counted}\n`);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(new SetupError(`stopped by ${signal}`)));
}

try {
  const interactive = process.stdin.isTTY === true && terminal;
  const { bin, source } = await provisionWorker({ env: process.env, report: show, interactive, signal: stop.signal });
  process.stderr.write(`${terminal ? '\r\u001b[K' : ''}worker: ready (${source})\n`);
  process.stdout.write(`${bin}\n`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
