import {
  SOCKET_BURST,
  SOCKET_EVENTS_PER_SECOND,
  SOCKET_REFUSALS_BEFORE_CLOSE,
  SOCKET_REFUSALS_PER_SECOND,
} from '#shared/rules/limits.ts';

/** A token bucket for one socket (monotonic time, ms). */
export function createBucket() {
  let tokens = SOCKET_BURST;
  let at = performance.now();
  let refused = 0;
  return {
    /** 0 when the event may pass, else how long to wait, ms; `undefined` when the socket should be closed. */
    take(): number | undefined {
      const now = performance.now();
      const seconds = (now - at) / 1000;
      tokens = Math.min(SOCKET_BURST, tokens + seconds * SOCKET_EVENTS_PER_SECOND);
      refused = Math.max(0, refused - seconds * SOCKET_REFUSALS_PER_SECOND);
      at = now;
      if (tokens >= 1) {
        tokens -= 1;
        return 0;
      }
      refused += 1;
      return refused > SOCKET_REFUSALS_BEFORE_CLOSE
        ? undefined
        : Math.ceil(((1 - tokens) / SOCKET_EVENTS_PER_SECOND) * 1000);
    },
  };
}
