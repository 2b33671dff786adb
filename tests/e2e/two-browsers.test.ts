import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Person, signInAs } from '../support/person.ts';

/* Two browsers on one view never disagree for more than a second. */

const AGREE_WITHIN_MS = 1_000;

let app: App;
let browsers: Browser[];
let first: Person;
let second: Person;
let recruiter: Person;
let boothId: string;
let fairId: string;

beforeAll(async () => {
  app = await startApp();
  browsers = await Promise.all([launchBrowser(), launchBrowser()]);
  const [here, there] = browsers;
  if (here === undefined || there === undefined) throw new Error('no browsers');
  first = await signInAs(app, here, 'graduate', 0);
  second = await signInAs(app, there, 'graduate', 1);
  recruiter = await signInAs(app, there, 'recruiter');
  const [booth] = await recruiter.ask<{ id: string; fair: { id: string } }[]>('GET', '/my/booths');
  boothId = booth?.id ?? '';
  fairId = booth?.fair.id ?? '';
  await recruiter.page.goto(`/desk/${boothId}`);
  await recruiter.page.getByRole('button', { name: '打开面试台' }).click();
  await recruiter.page.getByRole('button', { name: /叫下一位/ }).waitFor();
});
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()));
  await app?.stop();
});

/** Waits on all pages at once, each with the whole allowance counted from now. */
async function allShow(pages: readonly Page[], text: string | RegExp): Promise<void> {
  await Promise.all(pages.map((page) => page.getByText(text).first().waitFor({ timeout: AGREE_WITHIN_MS })));
}

describe('two browsers on one view', () => {
  test("a booth's line: a place taken in one shows in both, and at the desk", async () => {
    await Promise.all([first.page, second.page].map((page) => page.goto(`/booths/${boothId}`)));
    await Promise.all([first.page, second.page].map((page) => page.getByText('现在无人排队').waitFor()));
    await first.ask('POST', `/booths/${boothId}/tickets`);
    await allShow([first.page, second.page], '1 人在排队');
    await second.ask('POST', `/booths/${boothId}/tickets`);
    await allShow([first.page, second.page], '2 人在排队');
    await allShow([recruiter.page], /2 人排队/);
  });

  test('the floor: a paused booth is paused in both', async () => {
    await Promise.all([first.page, second.page].map((page) => page.goto(`/fairs/${fairId}`)));
    const { employer } = await recruiter.ask<{ employer: { shortName: { zh: string } } }>('GET', `/booths/${boothId}`);
    const cards = [first.page, second.page].map((page) => ({ page, name: employer.shortName.zh }));
    await Promise.all(cards.map(({ page, name }) => page.getByRole('searchbox').fill(name)));
    const card = ({ page, name }: (typeof cards)[number]) =>
      page
        .getByRole('listitem')
        .filter({ has: page.getByRole('link', { name, exact: true }) })
        .first();
    await Promise.all(cards.map((each) => card(each).getByText('开放', { exact: true }).waitFor()));
    await recruiter.ask('POST', `/booths/${boothId}/pause`);
    await Promise.all(
      cards.map((each) => card(each).getByText('暂停', { exact: true }).waitFor({ timeout: AGREE_WITHIN_MS })),
    );
    await recruiter.ask('POST', `/booths/${boothId}/resume`);
    await Promise.all(
      cards.map((each) => card(each).getByText('开放', { exact: true }).waitFor({ timeout: AGREE_WITHIN_MS })),
    );
  });

  test('my day in two windows of one person: a place left in one is gone in both', async () => {
    const other = await first.context.newPage();
    await Promise.all([first.page, other].map((page) => page.goto('/my/day')));
    await Promise.all([first.page, other].map((page) => page.getByText('你是下一位').first().waitFor()));
    const { tickets } = await first.ask<{ tickets: { id: string; state: string }[] }>('GET', '/my/day');
    const waiting = tickets.find(({ state }) => state === 'waiting');
    await first.ask('POST', `/tickets/${waiting?.id}/leave`);
    await Promise.all(
      [first.page, other].map((page) =>
        page.locator('[data-place="1"]').waitFor({ state: 'detached', timeout: AGREE_WITHIN_MS }),
      ),
    );
    await other.close();
  });

  test('nothing broke the policy, asked a foreign host or threw', () => {
    for (const { offences } of [first, second, recruiter]) {
      expect(offences).toEqual({ csp: [], foreign: [], errors: [] });
    }
  });
});
