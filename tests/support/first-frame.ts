import type { BrowserContext, Page } from 'playwright-core';

/** First pictures on a page, as moments of the machine's clock (ms since 1970, fractions kept). */
export type FirstFrames = {
  /** Start of the page's navigation. */
  startedAt: number;
  /** When each `remote-video` element showed its first frame, in order. */
  shownAt: number[];
  /** When the mouse was last pressed on the button that enters a call. */
  enteredAt: number | null;
};

declare global {
  interface Window {
    firstFrames?: FirstFrames;
  }
}

/** Notes, on every page of the context, when the picture of the other side is first presented to the screen. */
export async function watchFirstFrames(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const noted: FirstFrames = { startedAt: performance.timeOrigin, shownAt: [], enteredAt: null };
    window.firstFrames = noted;
    const seen = new WeakSet<Element>();
    const watch = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>('video[data-testid="remote-video"]')) {
        if (seen.has(video)) continue;
        seen.add(video);
        video.requestVideoFrameCallback(() => noted.shownAt.push(performance.timeOrigin + performance.now()));
      }
    };
    new MutationObserver(watch).observe(document, { childList: true, subtree: true });
    document.addEventListener(
      'click',
      (event) => {
        if (event.target instanceof Element && event.target.closest('.cf-call-enter') !== null) {
          noted.enteredAt = performance.timeOrigin + event.timeStamp;
        }
      },
      { capture: true },
    );
  });
}

/** Waits until the page has shown `count` first pictures, and gives all that was noted. */
export async function firstFrames(page: Page, count = 1, withinMs = 20_000): Promise<FirstFrames> {
  await page.waitForFunction((wanted) => (window.firstFrames?.shownAt.length ?? 0) >= wanted, count, {
    timeout: withinMs,
  });
  const noted = await page.evaluate(() => window.firstFrames);
  if (noted === undefined) throw new Error('this page is not watched for first frames');
  return noted;
}
