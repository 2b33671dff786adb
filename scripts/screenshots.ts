import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startApp } from '../tests/support/app.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { type TourStyle, tour } from '../tests/support/tour.ts';

/**
 * `node scripts/screenshots.ts [FOLDER]`: pictures of every screen in each state that matters, made on the demo fair by
 * walking through it. Without a folder, the main screens go to docs/screens, in the styles that show each at its best;
 * with one, all screens in all styles go there, to be looked at before a screen is called done.
 *
 * Wants MEDIASOUP_WORKER_BIN (`npm start` names the one it provides) and a Chromium.
 */

const SHOWN = path.join(path.dirname(import.meta.dirname), 'docs', 'screens');

/** The main screens, and from which tour their picture is taken. */
const MAIN: Record<string, readonly string[]> = {
  'zh-CN-light-390': ['welcome', 'floor', 'booth-in-line', 'my-day-in-line', 'called', 'room', 'my-day-outcome'],
  'zh-CN-light-1440': ['desk-line', 'desk-room', 'desk-outcome', 'inbox', 'live-board', 'room-chat'],
  'en-dark-390': ['floor', 'called', 'room-chat'],
  'en-dark-1440': ['desk-room', 'live-board'],
};

const LOCALES = ['zh-CN', 'en'] as const;
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 768, 1440];

const nameOf = ({ locale, theme, width }: TourStyle) => `${locale}-${theme}-${width}`;
const everyStyle = LOCALES.flatMap((locale) =>
  THEMES.flatMap((theme) => WIDTHS.map((width): TourStyle => ({ locale, theme, width }))),
);
const mainStyles: TourStyle[] = [
  { locale: 'zh-CN', theme: 'light', width: 390 },
  { locale: 'zh-CN', theme: 'light', width: 1440 },
  { locale: 'en', theme: 'dark', width: 390 },
  { locale: 'en', theme: 'dark', width: 1440 },
];

const [folder] = process.argv.slice(2);
const target = folder ?? SHOWN;
await mkdir(target, { recursive: true });
const app = await startApp({ LOG_LEVEL: 'warn' });
const browser = await launchBrowser();
try {
  for (const style of folder === undefined ? mainStyles : everyStyle) {
    const wanted = folder === undefined ? MAIN[nameOf(style)] : undefined;
    await tour(app, browser, style, async (screen, page) => {
      if (folder === undefined && wanted?.includes(screen) !== true) return;
      await page.screenshot({ path: path.join(target, `${screen}.${nameOf(style)}.png`) });
    });
    console.log(`${nameOf(style)}: done`);
  }
} finally {
  await browser.close();
  await app.stop();
}
