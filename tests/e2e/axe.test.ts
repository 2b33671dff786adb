import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { type TourStyle, tour } from '../support/tour.ts';

/* Every screen in each language and theme, on a phone and on a wide screen: axe finds nothing, nothing scrolls sideways. */

let app: App;
let browser: Browser;

beforeAll(async () => {
  app = await startApp();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Waits for what is moving or fading to arrive: colours half way through a transition are nobody's contrast. */
function settle(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    const patience = new Promise((resolve) => setTimeout(resolve, 2_000));
    await Promise.race([Promise.allSettled(ending.map(({ finished }) => finished)), patience]);
  });
}

/** What axe finds on the page once it stands still, one line a finding. */
async function violations(screen: string, page: Page): Promise<string[]> {
  await settle(page);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${screen}: ${id} (${help}) at ${node.target.join(' ')}: ${node.any[0]?.message ?? ''}`),
  );
}

/** How far the page can be scrolled sideways, in px. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const STYLES: readonly TourStyle[] = [
  { locale: 'zh-CN', theme: 'light', width: 1440 },
  { locale: 'en', theme: 'dark', width: 360 },
  { locale: 'zh-CN', theme: 'dark', width: 360 },
  { locale: 'en', theme: 'light', width: 1440 },
];

describe('every screen', () => {
  test.each(STYLES)(
    '$locale, $theme, $width px: axe finds nothing, nothing scrolls sideways',
    async (style) => {
      const found: string[] = [];
      const walkers = await tour(app, browser, style, async (screen, page) => {
        found.push(...(await violations(screen, page)));
        const overflow = await sideways(page);
        if (overflow > 0) found.push(`${screen}: scrolls ${overflow} px sideways`);
      });
      expect(found).toEqual([]);
      for (const { offences } of walkers) expect(offences).toEqual({ csp: [], foreign: [], errors: [] });
    },
    300_000,
  );
});
