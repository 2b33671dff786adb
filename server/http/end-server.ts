import type { Server } from 'node:http';

/** Between two looks for connections that have become idle, ms. */
const LOOK_MS = 50;

/**
 * Ends an HTTP server: no new connections from now on, requests that run may finish for `graceMs`, and what is left then
 * (an upload that never ends, an answer that nobody reads) is cut off. Resolves when nothing is left; may be called twice.
 */
export async function endServer(http: Server, graceMs: number): Promise<void> {
  // A connection kept alive becomes idle when its last request is answered.
  const looking = setInterval(() => http.closeIdleConnections(), LOOK_MS);
  const cutting = setTimeout(() => http.closeAllConnections(), graceMs);
  try {
    await new Promise<void>((resolve) => http.close(() => resolve()));
  } finally {
    clearInterval(looking);
    clearTimeout(cutting);
  }
}
