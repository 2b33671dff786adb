import path from 'node:path';
import { type Progress, progress } from '../../server/setup/progress.ts';
import { SetupError } from '../../server/setup/setup-error.ts';
import { provisionWorker } from '../../server/setup/worker/provision.ts';

/** The checkout this runs in. */
export const ROOT = path.dirname(path.dirname(import.meta.dirname));

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Whether a person sits at the terminal and can be asked. */
export const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;

/** The steps this command shows, as scripts/bootstrap.mjs counts them. */
export function step(number: number, name: string): Progress {
  return progress(number, Number(process.env.CLOUDFAIR_STEPS ?? '5'), name, process.stdout);
}

/** Step 2 of every command that needs media: gets the worker and names it to all that this process starts. */
export async function provideWorker(signal: AbortSignal): Promise<void> {
  const tell = step(2, 'worker');
  const { bin, source } = await provisionWorker({
    env: process.env,
    report: ({ text, done, total }) => tell.say(done === undefined ? text : `${text} ${done}/${total ?? '?'}`),
    interactive,
    signal,
  });
  process.env.MEDIASOUP_WORKER_BIN = bin;
  if (source === 'download' || source === 'build') tell.done(`ready (${source})`);
}

/**
 * Ends this stage's own work when a signal comes, and tells scripts/bootstrap.mjs that it came here too. Once somebody
 * else listens for the signal, as the server does, it is left to them.
 */
function listenForSignals(): AbortSignal {
  const stopping = new AbortController();
  const answer = (signal: NodeJS.Signals) => {
    if (process.connected) process.send?.('stopping');
    if (process.listenerCount(signal) > 1) return;
    stopping.abort(new SetupError(`stopped by ${signal}`));
    // What was under way ends by the abort; should it not, nothing durable is open that could be hurt.
    setTimeout(() => process.exit(0), 3_000).unref();
  };
  for (const signal of SIGNALS) process.on(signal, answer);
  // A closed terminal, and a starter that was killed, end us in the same order.
  process.on('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening for the starter must not keep a finished stage alive.
  process.channel?.unref();
  return stopping.signal;
}

/**
 * Runs a stage. What a person can mend is shown as one line, anything else with its stack; both end with code 1. One
 * that was stopped by a signal ends with 0.
 */
export async function runStage(stage: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const signal = listenForSignals();
  try {
    await stage(signal);
  } catch (error) {
    if (signal.aborted) process.exit(0);
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exit(1);
  }
}
