import type { Browser, Page } from 'playwright-core';
import type { App } from './app.ts';
import { openVisitor, type Visitor } from './browser.ts';
import { type Person, signInAs } from './person.ts';
import { seesMore } from './picture.ts';

/** How the screens are looked at on one tour. */
export type TourStyle = { locale: 'zh-CN' | 'en'; theme: 'light' | 'dark'; width: number };

/** What a tour does at each screen, once it shows what it is there to show. */
export type Look = (screen: string, page: Page) => Promise<void>;

type Booth = { id: string; fair: { id: string } };
type Stop = { people: { graduate: Person; recruiter: Person }; booth: Booth; deskId: string; look: Look };

/**
 * Walks through every screen of the product in each state that matters, in one language, theme and width: visitor,
 * graduate, recruiter, organizer, and a whole interview from the call to its outcome. Works on the demo's first booth,
 * and leaves nobody in line or in an interview. Gives all who walked, with what their browsers noted.
 */
export async function tour(app: App, browser: Browser, style: TourStyle, look: Look): Promise<readonly Visitor[]> {
  const height = style.width < 768 ? 800 : 900;
  const options = {
    locale: style.locale,
    colorScheme: style.theme,
    viewport: { width: style.width, height },
    // Screens are looked at as they come to rest: a button in the middle of turning active has the colours of neither.
    reducedMotion: 'reduce',
  } as const;
  const signIn = async (role: string) => {
    const person = await signInAs(app, browser, role, 0, options);
    await person.ask('PUT', '/me/locale', { locale: style.locale });
    return person;
  };
  const visitor = await openVisitor(browser, app.origin, options);
  const [graduate, recruiter, organizer] = [
    await signIn('graduate'),
    await signIn('recruiter'),
    await signIn('organizer'),
  ];
  const [booth] = await recruiter.ask<Booth[]>('GET', '/my/booths');
  if (booth === undefined) throw new Error('the demo recruiter has no booth');

  await asVisitor(visitor.page, look);
  await asGraduate(graduate, booth, look);
  await asRecruiter(recruiter, booth, look);
  const { id: deskId } = await recruiter.ask<{ id: string }>('POST', `/booths/${booth.id}/desks`);
  const stop: Stop = { people: { graduate, recruiter }, booth, deskId, look };
  await inLine(stop);
  await called(stop);
  await interview(stop);
  await asOrganizer(organizer, booth, look);
  await recruiter.ask('POST', `/desks/${deskId}/close`);

  const all = [visitor, graduate, recruiter, organizer];
  for (const { context } of all) await context.close();
  return all;
}

/** Opens an address and waits until nothing on it is loading any more. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('main').waitFor();
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('.cf-skeletons') === null);
}

async function asVisitor(page: Page, look: Look): Promise<void> {
  await open(page, '/');
  await look('welcome', page);
  await open(page, `/invite/${'x'.repeat(32)}`);
  await look('invitation', page);
}

async function asGraduate({ page }: Person, booth: Booth, look: Look): Promise<void> {
  await open(page, '/fairs');
  await look('fairs', page);
  await open(page, `/fairs/${booth.fair.id}`);
  await look('floor', page);
  await open(page, `/fairs/${booth.fair.id}?search=%E9%BE%98%E9%BE%98%E9%BE%98`);
  await look('floor-nothing-found', page);
  await page.locator('header details > summary').last().click();
  await look('settings', page);
  await open(page, `/booths/${booth.id}`);
  await look('booth', page);
  await page.locator('.booth-position > div:last-child > .ant-btn').first().click();
  await page.getByRole('dialog').waitFor();
  await settled(page);
  await look('booth-drop-off', page);
  await page.keyboard.press('Escape');
  await open(page, '/my/day');
  await look('my-day', page);
  await open(page, '/my/resumes');
  await look('resumes', page);
  await open(page, '/desk');
  await look('forbidden', page);
  await open(page, '/nowhere');
  await look('no-such-page', page);
  await open(page, '/interviews/00000000-0000-4000-8000-000000000000');
  await look('no-such-interview', page);
}

async function asRecruiter({ page }: Person, booth: Booth, look: Look): Promise<void> {
  await open(page, '/desk');
  await look('desk-home', page);
  await open(page, `/desk/${booth.id}`);
  await page.getByTestId('own-video').first().waitFor({ state: 'attached' });
  await look('desk-sit-down', page);
  await open(page, `/desk/${booth.id}/inbox`);
  await look('inbox', page);
}

async function inLine({ people: { graduate, recruiter }, booth, look }: Stop): Promise<void> {
  await open(recruiter.page, `/desk/${booth.id}`);
  await look('desk-empty-line', recruiter.page);
  await open(graduate.page, `/booths/${booth.id}`);
  await graduate.page.locator('#line button').last().click();
  await graduate.page.getByRole('dialog').waitFor();
  await settled(graduate.page);
  await look('booth-join', graduate.page);
  await graduate.page.keyboard.press('Escape');
  await graduate.ask('POST', `/booths/${booth.id}/tickets`);
  await graduate.page.locator('.booth-mine').waitFor();
  await look('booth-in-line', graduate.page);
  await open(graduate.page, '/my/day');
  await graduate.page.locator('.day-ticket').first().waitFor();
  await look('my-day-in-line', graduate.page);
  await recruiter.page.locator('[data-ticket]').first().waitFor();
  await look('desk-line', recruiter.page);
}

async function called({ people: { graduate, recruiter }, deskId, look }: Stop): Promise<void> {
  await recruiter.ask('POST', `/desks/${deskId}/call-next`);
  const { page } = graduate;
  await page.locator('dialog.cf-call').waitFor();
  await page.getByTestId('own-video').waitFor();
  await look('called', page);
  await page.keyboard.press('Escape');
  await page.locator('.cf-call-decline').waitFor();
  await look('called-decline', page);
  await page.keyboard.press('Escape');
  await recruiter.page.locator('.desk-awaited').waitFor();
  await look('desk-called', recruiter.page);
  // The looks may have taken longer than the call held: then it is made once more.
  const entered = page.locator('.cf-call-enter');
  if (!(await entered.isEnabled().catch(() => false))) throw new Error('the call ran out while it was looked at');
  await entered.click();
  await page.waitForURL('**/interviews/*');
}

async function interview({ people: { graduate, recruiter }, look }: Stop): Promise<void> {
  const id = graduate.page.url().split('/').at(-1);
  await Promise.all([seesMore(graduate.page), seesMore(recruiter.page)]);
  await look('room', graduate.page);
  await look('desk-room', recruiter.page);
  await recruiter.ask('POST', `/interviews/${id}/messages`, {
    text: '你好，请先介绍一下自己。Hello, tell me about yourself.',
  });
  await graduate.page.locator('.cf-unread').waitFor();
  await graduate.page.locator('.cf-room-controls .cf-control').nth(2).click();
  await graduate.ask('POST', `/interviews/${id}/messages`, { text: '老师好！' });
  await graduate.page.locator('.cf-chat-list li').nth(1).waitFor();
  await look('room-chat', graduate.page);
  await graduate.page.locator('.cf-close').click();
  await graduate.page.locator('.cf-room-controls .cf-control').nth(3).click();
  await look('room-devices', graduate.page);
  await graduate.page.locator('.cf-control-end').click();
  await graduate.page.getByRole('dialog').waitFor();
  await look('room-end', graduate.page);
  await graduate.page.keyboard.press('Escape');
  await graduate.page.locator('.cf-room-controls .cf-control').nth(4).click();
  await graduate.page.locator('.cf-lobby').waitFor();
  await look('lobby', graduate.page);
  await recruiter.ask('POST', `/interviews/${id}/end`);
  await graduate.page.locator('.cf-ended').waitFor();
  await look('room-ended', graduate.page);
  await recruiter.page.locator('.desk-outcome').waitFor();
  await look('desk-outcome', recruiter.page);
  await recruiter.ask('PUT', `/interviews/${id}/outcome`, { outcome: 'nextRound', release: true });
  await open(graduate.page, '/my/day');
  await look('my-day-outcome', graduate.page);
}

async function asOrganizer({ page }: Person, booth: Booth, look: Look): Promise<void> {
  await open(page, '/organize');
  await look('organize', page);
  await open(page, `/organize/${booth.fair.id}`);
  await look('live-board', page);
  await open(page, `/organize/${booth.fair.id}/booths`);
  await look('organize-booths', page);
}
