const STORED = 'cloudfair.reopenedAt';
/** A page that reopened itself this recently and still misses a part is broken, not old, ms. */
const AGAIN_AFTER_MS = 30_000;

/**
 * After an update of the server, an open page may miss a part of itself that it loads only now: it opens itself again,
 * once, at the same address. Places in line belong to the server and are not touched.
 */
export function reopenWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(STORED) ?? 0);
    if (Date.now() - last < AGAIN_AFTER_MS) return;
    sessionStorage.setItem(STORED, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
