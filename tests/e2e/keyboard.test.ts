import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { launchBrowser, openVisitor } from '../support/browser.ts';
import { signInAs } from '../support/person.ts';
import { seesMore } from '../support/picture.ts';

/* The graduate's whole path with the keyboard alone: no mouse, no touch, every step seen by its focus. */

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

/** What has the focus, in words: role and name as a screen reader would say them, and whether the focus can be seen. */
function focused(page: Page): Promise<{ name: string; seen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', seen: true };
    const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    const name = element.getAttribute('aria-label') ?? labelled ?? element.textContent ?? '';
    // A link that covers its card shows the focus around the card.
    const styles = [getComputedStyle(element), getComputedStyle(element, '::after')];
    const seen = styles.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
    return { name: name.trim(), seen };
  });
}

/** Presses Tab until what is wanted has the focus; fails where it cannot be reached, or a focus cannot be seen. */
async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press(key);
    const { name, seen } = await focused(page);
    passed.push(name.slice(0, 30));
    expect(seen, `the focus on "${name}" can be seen`).toBe(true);
    if (wanted.test(name)) return;
  }
  throw new Error(`${wanted} is out of the keyboard's reach; it went over ${passed.join(' | ')}`);
}

test('sign-in, floor, booth, line, call, interview, chat and end with the keyboard alone', async () => {
  const recruiter = await signInAs(app, browser, 'recruiter');
  const [mine] = await recruiter.ask<{ id: string }[]>('GET', '/my/booths');
  const booth = await recruiter.ask<{ id: string; employer: { shortName: { zh: string } } }>(
    'GET',
    `/booths/${mine?.id}`,
  );
  const desk = await recruiter.ask<{ id: string }>('POST', `/booths/${booth.id}/desks`);
  await recruiter.page.goto(`/desk/${booth.id}`);

  const { page, offences } = await openVisitor(browser, app.origin);
  await page.goto('/');
  const name = app.signIns.find(({ role }) => role === 'graduate')?.name ?? '';
  await page.getByRole('button', { name: new RegExp(name) }).waitFor();
  await tabTo(page, new RegExp(name));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/fairs');

  await page.getByRole('main').getByRole('link').first().waitFor();
  await tabTo(page, /双选会（演示）/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/fairs/*');

  await page.getByRole('searchbox').waitFor();
  await tabTo(page, /搜索|企业|岗位/);
  await page.keyboard.type(booth.employer.shortName.zh);
  await page.waitForURL(/search=/);
  await page.getByRole('heading', { name: /找到 \d+|\d+ 个展位/ }).waitFor();
  await tabTo(page, new RegExp(`^${booth.employer.shortName.zh}$`));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/booths/${booth.id}`);

  await page.getByRole('button', { name: '排队', exact: true }).waitFor();
  await tabTo(page, /^排队$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^确定排队$/);
  await page.keyboard.press('Enter');
  await page.getByText('第 1 位').waitFor();

  await recruiter.ask('POST', `/desks/${desk.id}/call-next`);
  await page.getByRole('dialog', { name: '轮到你了' }).waitFor();
  await tabTo(page, /^进入$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interviews/*');
  await seesMore(page);

  await tabTo(page, /方向键/);
  await page.keyboard.press('ArrowUp');
  await page.getByText('自己的画面已移到右上角').waitFor({ state: 'attached' });
  await tabTo(page, /^静音$/);
  await page.keyboard.press('Enter');
  await recruiter.page.getByText(/已静音/).waitFor({ state: 'attached' });
  await tabTo(page, /^聊天$/);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '写消息' }).waitFor();
  await page.keyboard.type('老师好');
  await page.keyboard.press('Enter');
  await page.locator('.cf-chat-list').getByText('老师好').waitFor();
  await tabTo(page, /^关闭聊天$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, /^结束面试$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^结束面试$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '面试已结束' }).waitFor();
  await tabTo(page, /^看我的一天$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/my/day');
  expect(offences).toEqual({ csp: [], foreign: [], errors: [] });
});
