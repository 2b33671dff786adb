import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where a system Chromium stands on the platforms this is developed on; `CHROMIUM_BIN` (set by `npm test`) comes first. */
const CHROMIUM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Fake camera and microphone, no prompts, media that may start by itself, nothing asked of foreign hosts. */
const CHROMIUM_FLAGS = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** The Chromium to test with. Throws with what to install where there is none. */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM_BIN;
  if (named !== undefined && named !== '') return named;
  const found = [...CHROMIUM_PATHS, chromium.executablePath()].find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error('No Chromium was found. Install one (Debian: apt-get install chromium) or set CHROMIUM_BIN.');
  }
  return found;
}

/** A step of a person that takes longer than this has failed, on a machine busy with other suites. */
const STEP_MS = 15_000;

/** Starts a browser with a fake camera; the caller closes it. `flags` are added. */
export function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS, ...flags] });
}

/** What must stay empty while a page is used. */
export type Offences = {
  /** Violations of the page's Content-Security-Policy. */
  csp: string[];
  /** Requests to hosts other than the app's own. */
  foreign: string[];
  /** Uncaught errors of the page. */
  errors: string[];
};

/** One person's browser: own cookies, own storage, and a list of what it did wrong. */
export type Visitor = { context: BrowserContext; page: Page; offences: Offences };

/**
 * Opens a context with one page that watches for violations of the policy, requests to foreign hosts and uncaught errors.
 *
 * @param origin the app's own origin; nothing else may be asked for anything
 */
export async function openVisitor(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'zh-CN',
    permissions: ['camera', 'microphone'],
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(STEP_MS);
  const offences: Offences = { csp: [], foreign: [], errors: [] };
  await context.exposeBinding('noteCspViolation', (_source, what: string) => {
    offences.csp.push(what);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const note = Reflect.get(window, 'noteCspViolation') as (what: string) => void;
      note(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
    });
  });
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) offences.foreign.push(request.url());
  });
  context.on('weberror', (error) => offences.errors.push(String(error.error().stack ?? error.error())));
  const page = await context.newPage();
  page.on('websocket', (socket) => {
    if (!isOwn(socket.url(), origin)) offences.foreign.push(socket.url());
  });
  return { context, page, offences };
}

function isOwn(address: string, origin: string): boolean {
  const url = new URL(address);
  if (url.protocol === 'data:' || url.protocol === 'blob:') return true;
  return url.host === new URL(origin).host;
}
