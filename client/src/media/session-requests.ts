import type { MediaAnswer, MediaRequest, MediaRequestName } from '#shared/contract/media.ts';
import type { MediaSignaling } from './signaling.ts';

/** A request that takes longer than this is lost: the joining is begun again. */
const ANSWER_WITHIN_MS = 10_000;

export type Ask = <Name extends MediaRequestName>(
  name: Name,
  payload: MediaRequest<Name>,
) => Promise<MediaAnswer<Name>>;

/** The signalling went away, or did not answer in time: not a refusal, worth another try. */
class SignalingLost extends Error {
  override name = 'SignalingLost';
}

/** Requests that end when the answer comes, the time is over, or `signal` says that nobody waits any more. */
export function askWhile(signaling: MediaSignaling, signal: AbortSignal): Ask {
  return (name, payload) =>
    new Promise((resolve, reject) => {
      const give = (error: Error) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        reject(error);
      };
      const stop = () => give(new SignalingLost(`${name}: the joining ended`));
      const timer = setTimeout(() => give(new SignalingLost(`${name}: no answer`)), ANSWER_WITHIN_MS);
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      signaling.request(name, payload).then((answer) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        resolve(answer);
      }, give);
    });
}
