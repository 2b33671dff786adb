import { DESK_RENEW_MS } from '#shared/rules/limits.ts';

/**
 * Calls `beat` at once and then every `DESK_RENEW_MS`, also while the page is in the background; the answer stops it.
 * Where workers are not to be had, a timer of the page does it, which is enough while the page is shown.
 */
export function startDeskBeat(beat: () => void): () => void {
  let timer: number | undefined;
  const tickHere = () => {
    timer ??= window.setInterval(beat, DESK_RENEW_MS);
  };
  const worker = new Worker(new URL('./desk-beat.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', beat);
  worker.addEventListener('error', tickHere);
  beat();
  return () => {
    worker.terminate();
    window.clearInterval(timer);
  };
}
