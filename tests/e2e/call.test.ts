import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CALL_WARNING_MS, CALL_WINDOW_MS } from '#shared/rules/limits.ts';
import { type App, startApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Person, signInAs } from '../support/person.ts';
import { seesMore } from '../support/picture.ts';

/* What a call does on the graduate's screen, beside the straight way that main-job.test.ts walks. */

let app: App;
let browser: Browser;
let recruiter: Person;
let graduate: Person;
let boothId: string;
let deskId: string;

beforeAll(async () => {
  app = await startApp();
  browser = await launchBrowser();
  recruiter = await signInAs(app, browser, 'recruiter');
  const booths = await recruiter.ask<{ id: string }[]>('GET', '/my/booths');
  boothId = booths[0]?.id ?? '';
  await recruiter.page.goto(`/desk/${boothId}`);
  await recruiter.page.getByRole('button', { name: '打开面试台' }).click();
  await recruiter.page.getByRole('button', { name: /叫下一位/ }).waitFor();
  deskId = (await recruiter.ask<{ id: string }>('POST', `/booths/${boothId}/desks`)).id;
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
beforeEach(async () => {
  graduate = await signInAs(app, browser, 'graduate');
  await graduate.page.goto('/my/day');
});
afterEach(async () => {
  await settle();
  expect(graduate.offences).toEqual({ csp: [], foreign: [], errors: [] });
  await graduate.context.close();
});

async function call(): Promise<void> {
  await graduate.ask('POST', `/booths/${boothId}/tickets`);
  await recruiter.ask('POST', `/desks/${deskId}/call-next`);
  await graduate.page.getByRole('dialog', { name: '轮到你了' }).waitFor();
}

describe('a call on the screen', () => {
  test('keyboard only: the focus stays in the call, declining asks first and says what it means', async () => {
    const { page } = graduate;
    await page.getByRole('link', { name: '双选会', exact: true }).focus();
    await call();
    const dialog = page.getByRole('dialog', { name: '轮到你了' });
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      const where = await page.evaluate(() => {
        const focus = document.activeElement;
        return focus === document.body || focus === null ? 'browser' : String(focus.closest('dialog') !== null);
      });
      expect(['true', 'browser']).toContain(where);
    }
    await page.keyboard.press('Escape');
    await dialog.getByText('放弃这次叫号？').waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '进入', exact: true }).waitFor();
    await dialog.getByRole('button', { name: '不方便了' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '放弃这个号' }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('双选会');
  });

  test('a call that is taken back says that the place is kept', async () => {
    const { page } = graduate;
    await call();
    await recruiter.page.getByRole('button', { name: '放回队伍' }).click();
    await page.getByRole('dialog', { name: '企业收回了这次叫号' }).getByText('位置还在').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '知道了' }).click();
  });

  test('the window passes: a warning before it, words after it, and a way to queue again', async () => {
    const { page } = graduate;
    await call();
    const dialog = page.getByRole('dialog', { name: '轮到你了' });
    await dialog
      .getByText('时间快到了')
      .first()
      .waitFor({ timeout: CALL_WINDOW_MS - CALL_WARNING_MS + 5_000 });
    expect(await dialog.getByRole('alert').textContent()).toContain('时间快到了');
    const after = page.getByRole('dialog', { name: '叫号时间已过' });
    await after.waitFor({ timeout: CALL_WARNING_MS + 10_000 });
    await after.getByRole('button', { name: '重新排队' }).click();
    await after.getByText('已重新排上队').waitFor();
    await after.getByRole('button', { name: '知道了' }).click();
  });

  test('without camera and microphone: says so, lets in, and the chat works', async () => {
    const { page } = graduate;
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
    });
    await page.reload();
    await call();
    const dialog = page.getByRole('dialog', { name: '轮到你了' });
    await dialog.getByText('没有找到摄像头和麦克风').waitFor();
    await dialog.getByRole('button', { name: '进入', exact: true }).click();
    await page.waitForURL('**/interviews/*');
    await seesMore(page);
    await recruiter.page
      .getByText(/关闭了摄像头/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '聊天' }).click();
    await page.getByRole('textbox', { name: '写消息' }).fill('我没有摄像头');
    await page.keyboard.press('Enter');
    await recruiter.page.getByRole('button', { name: '聊天，1 条新消息' }).waitFor();
  });

  test('pressing "enter" twice enters once, with own picture and voice, and one step back leaves the room', async () => {
    const { page } = graduate;
    await call();
    await page.getByRole('button', { name: '进入', exact: true }).dblclick();
    await page.waitForURL('**/interviews/*');
    await Promise.all([seesMore(page), seesMore(recruiter.page)]);
    await page.goBack();
    await page.waitForURL('**/my/day');
  });

  test('a second window of the same person: the first is told and can take over again', async () => {
    await call();
    await graduate.page.getByRole('button', { name: '进入', exact: true }).click();
    await graduate.page.waitForURL('**/interviews/*');
    await seesMore(graduate.page);
    const second = await graduate.context.newPage();
    await second.goto(graduate.page.url());
    await second.getByRole('button', { name: '进入面试' }).click();
    await seesMore(second);
    await graduate.page.getByText('你在另一个窗口打开了这场面试').waitFor();
    await graduate.page.getByRole('button', { name: '在这里继续' }).click();
    await seesMore(graduate.page);
    await second.getByText('你在另一个窗口打开了这场面试').waitFor();
  });

  test('after an interview the desk asks about that one, and never about an earlier one meanwhile', async () => {
    const { page: desk } = recruiter;
    await interviewAndEnd(graduate);
    await desk.locator('.desk-outcome', { hasText: graduate.name }).waitFor();
    const next = await signInAs(app, browser, 'graduate', 1);
    const list = Promise.withResolvers<void>();
    await desk.route('**/api/booths/*/interviews', async (route) => {
      await list.promise;
      await route.continue();
    });
    await interviewAndEnd(next);
    await desk.locator('.desk-news', { hasText: next.name }).filter({ hasText: '结束' }).waitFor();
    expect(await desk.locator('.desk-outcome').count()).toBe(0);
    list.resolve();
    await desk.locator('.desk-outcome', { hasText: next.name }).waitFor();
    await desk.unroute('**/api/booths/*/interviews');
    await next.context.close();
  });
});

/** One whole interview of somebody at the desk, ended by the recruiter, without an outcome. */
async function interviewAndEnd(person: Person): Promise<void> {
  const { id } = await person.ask<{ id: string }>('POST', `/booths/${boothId}/tickets`);
  await recruiter.ask('POST', `/desks/${deskId}/call-next`);
  const { interviewId } = await person.ask<{ interviewId: string }>('POST', `/tickets/${id}/accept`);
  await person.page.goto(`/interviews/${interviewId}`);
  await person.page.getByRole('button', { name: '进入面试' }).click();
  await Promise.all([seesMore(person.page), seesMore(recruiter.page)]);
  await recruiter.ask('POST', `/interviews/${interviewId}/end`);
}

/** Leaves nothing behind for the next test: no place in line, no call, no interview. */
async function settle(): Promise<void> {
  const { tickets } = await graduate.ask<{ tickets: { id: string; state: string; interviewId: string | null }[] }>(
    'GET',
    '/my/day',
  );
  for (const { id, state, interviewId } of tickets) {
    if (interviewId !== null) await graduate.ask('POST', `/interviews/${interviewId}/end`);
    else if (['waiting', 'called'].includes(state)) await graduate.ask('POST', `/tickets/${id}/leave`);
  }
}
