import { SetupError } from '../setup-error.ts';

/** Why each way to a worker was closed, in the order they were tried. */
export interface ClosedWay {
  way: 'download' | 'build';
  error: Error;
}

/** No way led to a mediasoup worker. The message says what was tried, and what to install or set. */
export class WorkerUnavailable extends SetupError {
  override name = 'WorkerUnavailable';
}

/** @param remedy what a person can do about the last way, as a sentence */
export function noWayToWorker(closed: readonly ClosedWay[], remedy: string): WorkerUnavailable {
  return new WorkerUnavailable(
    [
      'no mediasoup worker, which carries audio and video:',
      ...closed.map(({ way, error }) => `  - ${way}: ${error.message}`),
      `What helps: ${remedy}`,
      'Or set MEDIASOUP_WORKER_BIN to a mediasoup-worker binary of the same version, or MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL to a mirror of its releases.',
    ].join('\n'),
    { cause: new AggregateError(closed.map(({ error }) => error)) },
  );
}
