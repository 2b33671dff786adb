import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { launchBrowser, openVisitor, type Visitor } from '../support/browser.ts';
import { type Person, signInAs } from '../support/person.ts';
import { lookAt, type Picture, seesMore } from '../support/picture.ts';

/* The main job through real pages: three browsers' worth of people, the real server, database and media worker. */

let app: App;
let browser: Browser;
let graduate: Visitor;
let recruiter: Person;
let booth: { id: string; employer: { shortName: { zh: string } } };
let interviewPath: string;

beforeAll(async () => {
  app = await startApp();
  browser = await launchBrowser();
  graduate = await openVisitor(browser, app.origin, { viewport: { width: 390, height: 844 } });
  recruiter = await signInAs(app, browser, 'recruiter');
  const [first] = await recruiter.ask<{ id: string }[]>('GET', '/my/booths');
  if (first === undefined) throw new Error('the demo recruiter has no booth');
  booth = await recruiter.ask('GET', `/booths/${first.id}`);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

function expectReal({ mean, spread, width }: Picture): void {
  expect(width).toBeGreaterThan(0);
  // A black picture has a mean of 16 or less and no spread.
  expect(mean).toBeGreaterThan(16);
  expect(spread).toBeGreaterThan(4);
}

/** Loudest of several looks: the fake microphone beeps once a second. */
async function loudness(page: Page): Promise<number> {
  let loudest = 0;
  for (let look = 0; look < 4; look++) loudest = Math.max(loudest, (await lookAt(page, 'remote-video')).loudness);
  return loudest;
}

describe('the main job', () => {
  test('a recruiter looks at their own picture and opens the desk', async () => {
    const { page } = recruiter;
    await page.goto(`/desk/${booth.id}`);
    await page.getByTestId('own-video').waitFor();
    await page.getByRole('button', { name: '打开面试台' }).click();
    await page.getByRole('button', { name: /叫下一位/ }).waitFor();
    expect(await page.getByRole('button', { name: /叫下一位/ }).isDisabled()).toBe(true);
  });

  test('a graduate steps in, finds the fair and the booth', async () => {
    const { page } = graduate;
    await page.goto('/');
    const name = app.signIns.find(({ role }) => role === 'graduate')?.name ?? '';
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.waitForURL('**/fairs');
    await page.getByRole('main').getByRole('link').first().click();
    await page.waitForURL('**/fairs/*');
    await page.getByRole('searchbox').fill(booth.employer.shortName.zh);
    await page.getByRole('link', { name: booth.employer.shortName.zh, exact: true }).first().click();
    await page.waitForURL(`**/booths/${booth.id}`);
  });

  test('drops the résumé off for a position', async () => {
    const { page } = graduate;
    await page.getByRole('button', { name: '投递简历' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '投递', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('已投递').first().waitFor();
  });

  test('takes a place in line; a refresh in line keeps it', async () => {
    const { page } = graduate;
    await page.getByRole('button', { name: '排队', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定排队' }).click();
    const number = await page.getByText(/你的排队号 \d+/).textContent();
    await page.getByText('第 1 位').waitFor();
    await page.reload();
    await page.getByText('第 1 位').waitFor();
    expect(await page.getByText(/你的排队号 \d+/).textContent()).toBe(number);
    await page.goto('/my/day');
    await page.getByText('你是下一位').first().waitFor();
  });

  test('the recruiter sees who waits, and calls', async () => {
    const { page } = recruiter;
    await page.getByRole('button', { name: /叫下一位/ }).click();
    await page.getByText(/正在等 .+ 进入/).waitFor();
    await page.getByTestId('own-video').waitFor();
  });

  test('the graduate is called: countdown, own preview, devices; and enters', async () => {
    const { page } = graduate;
    const call = page.getByRole('dialog', { name: '轮到你了' });
    await call.waitFor();
    expect(await call.getByRole('timer').textContent()).toMatch(/^0:[0-4]\d$/);
    expect(await call.getByRole('alert').textContent()).toContain('秒内进入');
    expect(await page.title()).toBeTruthy();
    await page.waitForFunction(() => document.querySelector('dialog video')?.clientWidth !== 0);
    expectReal(await lookAt(page, 'own-video'));
    expect(await call.getByLabel('摄像头', { exact: true }).locator('option').count()).toBeGreaterThan(1);
    await call.getByRole('button', { name: '进入', exact: true }).click();
    await page.waitForURL('**/interviews/*');
    interviewPath = new URL(page.url()).pathname;
  });

  test('both see and hear each other: frames decoded, not black, sound', async () => {
    const pictures = await Promise.all([graduate.page, recruiter.page].map((page) => seesMore(page, 20)));
    for (const picture of pictures) expectReal(picture);
    expect(await loudness(graduate.page)).toBeGreaterThan(0.05);
    expect(await loudness(recruiter.page)).toBeGreaterThan(0.05);
    await graduate.page.getByText(/剩余 \d+:\d\d/).waitFor();
    await recruiter.page.getByText(/剩余 \d+:\d\d/).waitFor();
  });

  test('chat: both ways, as plain text', async () => {
    await recruiter.page.getByRole('button', { name: '聊天' }).click();
    await recruiter.page.getByRole('textbox', { name: '写消息' }).fill('<b>你好</b> https://example.com');
    await recruiter.page.keyboard.press('Enter');
    await graduate.page.getByRole('button', { name: '聊天，1 条新消息' }).click();
    const message = graduate.page.getByText('<b>你好</b> https://example.com');
    await message.first().waitFor();
    expect(await graduate.page.locator('.cf-chat a').count()).toBe(0);
    await graduate.page.getByRole('textbox', { name: '写消息' }).fill('老师好');
    await graduate.page.getByRole('button', { name: '发送' }).click();
    await recruiter.page.getByText('老师好').first().waitFor();
    await graduate.page.getByRole('button', { name: '关闭聊天' }).click();
  });

  test('mute and camera off: silence and words at the other side', async () => {
    await graduate.page.getByRole('button', { name: '静音', exact: true }).click();
    await recruiter.page.getByText(/已静音/).waitFor({ state: 'attached' });
    await expect.poll(() => loudness(recruiter.page), { timeout: 15_000 }).toBeLessThan(0.02);
    await recruiter.page.getByRole('button', { name: '关闭摄像头' }).click();
    await graduate.page
      .getByText(/关闭了摄像头/)
      .first()
      .waitFor();
    await recruiter.page.getByRole('button', { name: '打开摄像头' }).click();
    expectReal(await seesMore(graduate.page));
  });

  test('[F18] a refresh in mid-interview returns to the picture of the same interview, still muted', async () => {
    await graduate.page.reload();
    expect(new URL(graduate.page.url()).pathname).toBe(interviewPath);
    expectReal(await seesMore(graduate.page));
    expectReal(await seesMore(recruiter.page));
    await graduate.page.getByRole('button', { name: '取消静音' }).waitFor();
    expect(await loudness(recruiter.page)).toBeLessThan(0.02);
    await graduate.page.getByRole('button', { name: '取消静音' }).click();
    await expect.poll(() => loudness(recruiter.page), { timeout: 15_000 }).toBeGreaterThan(0.05);
  });

  test('the recruiter refreshes the desk and is back in the same interview', async () => {
    await recruiter.page.reload();
    expectReal(await seesMore(recruiter.page));
    expectReal(await seesMore(graduate.page));
  });

  test('leaving and coming back on the same link, through the waiting room', async () => {
    await graduate.page.getByRole('button', { name: '离开', exact: true }).click();
    await recruiter.page
      .getByText(/离开了面试间/)
      .first()
      .waitFor();
    await graduate.page.getByRole('heading', { name: '你离开了面试间' }).waitFor();
    await graduate.page.goto(interviewPath);
    await graduate.page.getByText(/已经在里面等你/).waitFor();
    await graduate.page.getByRole('button', { name: '进入面试' }).click();
    expectReal(await seesMore(graduate.page));
    expectReal(await seesMore(recruiter.page));
  });

  test('the recruiter ends it, with a confirmation; both are told', async () => {
    await recruiter.page.getByRole('button', { name: '结束面试' }).click();
    await recruiter.page.getByRole('dialog').getByRole('button', { name: '继续面试' }).click();
    await recruiter.page.getByRole('button', { name: '结束面试' }).click();
    await recruiter.page.getByRole('dialog').getByRole('button', { name: '结束面试' }).click();
    await graduate.page.getByRole('heading', { name: '面试已结束' }).waitFor();
    await graduate.page.getByText('企业会记录结果').waitFor();
    const videos = await graduate.page.locator('video').count();
    expect(videos).toBe(0);
  });

  test('the recruiter records the outcome and tells it; the graduate sees it in My day', async () => {
    const { page } = recruiter;
    await page.getByText(/的面试已结束。结果是？/).waitFor();
    await page.getByRole('radio', { name: /下一轮/ }).check();
    await page.getByRole('radio', { name: /现在告诉对方/ }).check();
    await page.getByRole('button', { name: '保存结果' }).click();
    await graduate.page.getByRole('button', { name: '看我的一天' }).click();
    await graduate.page.waitForURL('**/my/day');
    await graduate.page
      .getByText(/下一轮/)
      .first()
      .waitFor();
  });

  test('nothing broke the policy, asked a foreign host or threw', () => {
    for (const { offences } of [graduate, recruiter]) expect(offences).toEqual({ csp: [], foreign: [], errors: [] });
  });
});
