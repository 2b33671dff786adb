import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { launchBrowser, type Offences, openVisitor } from '../support/browser.ts';
import { type Person, signInAs } from '../support/person.ts';
import { samplePdf } from '../support/resume-files.ts';

/* The graduate's screens on the narrowest phone: no accessibility fault, no sideways scroll, nothing asked of foreign hosts. */

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

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

/** What a screen must be, whatever it shows. */
async function expectSound(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.cf-skeleton') === null);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(faults, name).toEqual([]);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, `${name} is wider than the phone`).toBeLessThanOrEqual(0);
}

const clean: Offences = { csp: [], foreign: [], errors: [] };

/** A booth of the live fair, and the fair. */
async function placesOf(person: Person): Promise<{ fairId: string; boothId: string }> {
  const fairs = await person.ask<{ id: string; phase: string }[]>('GET', '/fairs');
  const fairId = fairs.find(({ phase }) => phase === 'live')?.id ?? '';
  const floor = await person.ask<{ booths: { id: string }[] }>('GET', `/fairs/${fairId}/booths`);
  return { fairId, boothId: floor.booths[0]?.id ?? '' };
}

describe.each([
  { locale: 'zh-CN', colorScheme: 'light' },
  { locale: 'en', colorScheme: 'dark' },
] as const)('on a phone of 360 px, $locale, $colorScheme', (options) => {
  test('the first page lets a newcomer step into the demo', async () => {
    const { context, page, offences } = await openVisitor(browser, app.origin, { ...PHONE, ...options });
    await page.goto('/');
    await page
      .getByRole('button', { name: /宋晴|杨娜/ })
      .first()
      .waitFor();
    await expectSound(page, 'welcome');
    const graduate = app.signIns.find(({ role }) => role === 'graduate');
    await page.getByRole('button', { name: graduate?.name ?? '' }).click();
    await page.waitForURL('**/fairs');
    expect(await page.locator('html').getAttribute('lang')).toBe(options.locale);
    await expectSound(page, 'fairs');
    expect(offences).toEqual(clean);
    await context.close();
  });

  test('floor, booth, my day and résumés are sound', async () => {
    const person = await signInAs(app, browser, 'graduate', 0, { ...PHONE, ...options });
    const { page, offences } = person;
    const { fairId, boothId } = await placesOf(person);
    await page.goto(`/fairs/${fairId}`);
    await page.locator('.floor-card').first().waitFor();
    await expectSound(page, 'floor');
    await page.goto(`/booths/${boothId}`);
    await page.locator('.booth-position').first().waitFor();
    await expectSound(page, 'booth');
    await page.goto('/my/day');
    await page.locator('#day-done').waitFor();
    await expectSound(page, 'my day');
    await page.goto('/my/resumes');
    await page
      .getByRole('button', { name: /^(预览|Preview)$/ })
      .first()
      .click();
    await page.locator('.cf-pdf-text').getByText('教育背景').first().waitFor();
    await expectSound(page, 'résumés');
    await page.goto('/organize');
    await page.locator('h1').waitFor();
    await expectSound(page, 'forbidden');
    expect(offences).toEqual(clean);
    await person.context.close();
  });
});

describe('the floor', () => {
  test('searches while typing, says when nothing matches, clears, and shows more on request', async () => {
    const person = await signInAs(app, browser, 'graduate', 0, PHONE);
    const { page } = person;
    const { fairId } = await placesOf(person);
    await page.goto(`/fairs/${fairId}`);
    const cards = page.locator('.floor-card');
    await cards.first().waitFor();
    const before = await cards.count();
    await page.getByRole('button', { name: '再看一些' }).click();
    await expect.poll(() => cards.count()).toBe(before * 2);
    await page.getByRole('searchbox').fill('没有这样的企业');
    await page.getByRole('heading', { name: '没有符合条件的展位' }).waitFor();
    await expectSound(page, 'empty floor');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await cards.first().waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await person.context.close();
  });
});

describe('a résumé', () => {
  test('is uploaded, recognised when sent again, and refused in plain words when it is something else', async () => {
    const person = await signInAs(app, browser, 'graduate', 1, PHONE);
    const { page } = person;
    await page.goto('/my/resumes');
    const rows = page.locator('#resumes-list ~ ul > li');
    await rows.first().waitFor();
    const before = await rows.count();
    const [own] = await person.ask<{ id: string; fileName: string }[]>('GET', '/my/resumes');
    const { url } = await person.ask<{ url: string }>('POST', `/resumes/${own?.id}/link`);
    const pdf = await (await person.context.request.get(url)).body();
    const send = (name: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer });
    const said = page.locator('.resumes-drop [role=status]');

    await send('新简历.pdf', samplePdf('Another resume'));
    await said.getByText('新简历.pdf 已上传').waitFor();
    await expect.poll(() => rows.count()).toBe(before + 1);
    await send('同一份.pdf', pdf);
    await said.getByText(`这份文件之前已经上传过：${own?.fileName}`).waitFor();
    await send('假的.pdf', Buffer.from('MZ, which is no PDF at all'.repeat(40)));
    await page.getByRole('alert').getByText('不是有效的 PDF 或 DOCX').waitFor();
    await send('太大.pdf', Buffer.alloc(10 * 1024 * 1024 + 1));
    await page.getByRole('alert').getByText('超过 10 MB').waitFor();
    expect(await rows.count()).toBe(before + 1);
    await person.context.close();
  });
});

describe('with the keyboard alone', () => {
  test('a wrong password is said, the right one leads back to where the person wanted to go', async () => {
    const { context, page } = await openVisitor(browser, app.origin);
    await page.goto('/my/day');
    await page.waitForURL('**/?next=*');
    const graduate = app.signIns.find(({ role }) => role === 'graduate');
    await page.getByLabel('邮箱').focus();
    await page.keyboard.type(graduate?.email ?? '');
    await page.keyboard.press('Tab');
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('邮箱或密码不对').waitFor();
    await page.getByLabel('密码').focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(app.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/my/day');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到主要内容');
    await context.close();
  });
});

describe('where a sign-in leads', () => {
  test.each(['//foreign.example/', '/\\foreign.example/', '/\t/foreign.example/', 'https://foreign.example/'])(
    'not to another host: next=%j',
    async (next) => {
      const { context, page, offences } = await signInAs(app, browser, 'graduate');
      await page.goto(`/?next=${encodeURIComponent(next)}`);
      await page.waitForURL('**/fairs');
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(offences).toEqual(clean);
      await context.close();
    },
  );

  test('signed out elsewhere: the screen says so, and signing in again leads back to it', async () => {
    const { context, page } = await signInAs(app, browser, 'graduate');
    await page.goto('/my/resumes');
    await page.locator('[data-live="connected"]').waitFor({ state: 'attached' });
    await context.request.post('/api/auth/sign-out', { headers: { origin: app.origin }, data: {} });
    await page.getByRole('link', { name: '重新登录' }).click();
    await page.waitForURL('**/?next=*');
    expect(new URL(page.url()).searchParams.get('next')).toBe('/my/resumes');
    await context.close();
  });
});
