import { useSyncExternalStore } from 'react';

/** Samples of (server time - own monotonic time), newest last; the largest had the least delay on its way. */
const samples: number[] = [];
const SAMPLES_KEPT = 16;
/** A sample this far from the others means that the server's clock itself moved. */
const JUMP_MS = 3_000;
let coarse: number | undefined;
let lastNow = 0;

/** Notes a precise server time (UTC epoch ms) that has just arrived over the socket. */
export function noteServerAt(serverAt: number): void {
  const sample = serverAt - performance.now();
  const best = Math.max(...samples);
  if (samples.length > 0 && Math.abs(sample - best) > JUMP_MS) {
    samples.length = 0;
    lastNow = 0;
  }
  samples.push(sample);
  if (samples.length > SAMPLES_KEPT) samples.shift();
}

/** Notes an HTTP `Date` header, good to a second; used until the socket gives a better one. */
export function noteServerDate(header: string | null): void {
  const at = header === null ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(at)) coarse = at + 500 - performance.now();
}

/** The server's time, UTC epoch ms, whatever this device's clock says; never runs backwards. */
export function serverNow(): number {
  const offset = samples.length > 0 ? Math.max(...samples) : coarse;
  const now = offset === undefined ? Date.now() : offset + performance.now();
  lastNow = Math.max(lastNow, now);
  return lastNow;
}

/** The server's time, read again every `intervalMs`; one timer for each distinct interval of the page. */
export function useNow(intervalMs: number): number {
  const ticker = tickerOf(intervalMs);
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}

type Ticker = { subscribe: (listener: () => void) => () => void; read: () => number };
const tickers = new Map<number, Ticker>();

function tickerOf(intervalMs: number): Ticker {
  const known = tickers.get(intervalMs);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  let timer: number | undefined;
  let at = serverNow();
  const ticker: Ticker = {
    read: () => at,
    subscribe: (listener) => {
      listeners.add(listener);
      if (timer === undefined) {
        at = serverNow();
        timer = window.setInterval(() => {
          at = serverNow();
          for (const each of listeners) each();
        }, intervalMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          window.clearInterval(timer);
          timer = undefined;
        }
      };
    },
  };
  tickers.set(intervalMs, ticker);
  return ticker;
}
