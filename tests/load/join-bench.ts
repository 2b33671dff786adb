import type { Page } from 'playwright-core';
import { startApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { firstFrames, watchFirstFrames } from '../support/first-frame.ts';
import { type Person, signInAs } from '../support/person.ts';
import { type Picture, seesMore } from '../support/picture.ts';
import { type BareCall, startBareCall } from './bare/server.ts';
import { quantile, report } from './report.ts';

/**
 * `npm run bench -- join --json`: how long until two people see each other. Two real Chromium pages meet 20 times in the
 * whole product (line, call, accept, room), and in the same run, in turn with it, on a bare page.
 *
 * `pageToFrame`: start of the navigation to `/interviews/:id`, the interview accepted and the devices chosen before, to
 * the first picture of the other side on the screen. `acceptToFrame`: click on "enter" to the first picture on both
 * sides, the later one. `bareRatio`: pageToFrame over the same on the bare page, medians.
 */

const ROUNDS = 20;
/** Rounds before those that count: caches, code of the browser, first joins of a worker. */
const WARM_UP = 2;

/** How long the first person is in the room alone before the page of the second one is opened, ms. */
const ALONE_MS = 1_500;

type Round = { accept: number; page: number; bare: number };

const app = await startApp({ LOG_LEVEL: 'warn' });
const bare = await startBareCall();
const browser = await launchBrowser();
try {
  const graduate = await signInAs(app, browser, 'graduate');
  const recruiter = await signInAs(app, browser, 'recruiter');
  await Promise.all([watchFirstFrames(graduate.context), watchFirstFrames(recruiter.context)]);
  const meet = await prepareProduct(graduate, recruiter);
  const meetBare = await prepareBare(bare);
  const rounds: Round[] = [];
  for (let number = -WARM_UP; number < ROUNDS; number++) {
    const product = await meet();
    const round = { ...product, bare: await meetBare(number) };
    if (number >= 0) rounds.push(round);
    console.error(
      `${number < 0 ? 'warm-up' : `round ${number + 1}`}: accept ${round.accept.toFixed(0)}, page ${round.page.toFixed(0)}, bare ${round.bare.toFixed(0)} ms`,
    );
  }
  const of = (key: keyof Round) => rounds.map((round) => round[key]);
  report('join', rounds.length, [
    { name: 'join.pageToFrame.p50', value: quantile(of('page'), 0.5), unit: 'ms' },
    { name: 'join.pageToFrame.p95', value: quantile(of('page'), 0.95), unit: 'ms' },
    { name: 'join.acceptToFrame.p50', value: quantile(of('accept'), 0.5), unit: 'ms' },
    { name: 'join.acceptToFrame.p95', value: quantile(of('accept'), 0.95), unit: 'ms' },
    { name: 'join.barePageToFrame.p50', value: quantile(of('bare'), 0.5), unit: 'ms' },
    { name: 'join.bareRatio', value: quantile(of('page'), 0.5) / quantile(of('bare'), 0.5), unit: 'x' },
  ]);
} finally {
  await browser.close();
  await bare.close();
  await app.stop();
}

/** The recruiter sits down once; each round is a whole interview, up to its end. */
async function prepareProduct(graduate: Person, recruiter: Person) {
  const [booth] = await recruiter.ask<{ id: string }[]>('GET', '/my/booths');
  if (booth === undefined) throw new Error('the recruiter has no booth');
  const desk = await recruiter.ask<{ id: string }>('POST', `/booths/${booth.id}/desks`);
  await recruiter.page.goto(`/desk/${booth.id}`);
  return async (): Promise<{ accept: number; page: number }> => {
    await graduate.page.goto('/my/day');
    await graduate.ask('POST', `/booths/${booth.id}/tickets`);
    await recruiter.ask('POST', `/desks/${desk.id}/call-next`);
    // As people do: they look at their own picture first.
    await Promise.all([graduate.page, recruiter.page].map(showsOwnPicture));
    const before = await Promise.all([graduate.page, recruiter.page].map((page) => firstFrames(page, 0)));
    await graduate.page.locator('.cf-call-enter').click();
    const [atGraduate, atRecruiter] = await Promise.all(
      [graduate.page, recruiter.page].map(async (page, index) => {
        const count = (before[index]?.shownAt.length ?? 0) + 1;
        return { ...(await firstFrames(page, count)), count };
      }),
    );
    const enteredAt = atGraduate?.enteredAt ?? null;
    if (enteredAt === null) throw new Error('the click was not seen: no figure');
    const shown = [atGraduate, atRecruiter].map((noted) => noted?.shownAt[noted.count - 1] ?? Number.NaN);
    await Promise.all([graduate.page, recruiter.page].map(isReal));

    const room = graduate.page.url();
    // Out of the room first, as on the bare page: the end of the earlier call is no part of opening the page.
    await graduate.page.goto('about:blank');
    await graduate.page.waitForTimeout(ALONE_MS);
    await graduate.page.goto(room, { waitUntil: 'commit' });
    const { startedAt, shownAt } = await firstFrames(graduate.page);
    await isReal(graduate.page);
    const [, interviewId] = /interviews\/(.+)$/.exec(room) ?? [];
    await graduate.ask('POST', `/interviews/${interviewId}/end`);
    return { accept: Math.max(...shown) - enteredAt, page: (shownAt[0] ?? Number.NaN) - startedAt };
  };
}

async function showsOwnPicture(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const video = document.querySelector<HTMLVideoElement>('video[data-testid="own-video"]');
    return video !== null && video.videoWidth > 0;
  });
}

/** One person stays while the other's page is opened; both are gone before the product's next round. */
async function prepareBare(call: BareCall) {
  const contexts = await Promise.all([0, 1].map(() => browser.newContext({ permissions: ['camera', 'microphone'] })));
  await Promise.all(contexts.map(watchFirstFrames));
  const [first, second] = await Promise.all(contexts.map((context) => context.newPage()));
  if (first === undefined || second === undefined) throw new Error('no pages');
  return async (number: number): Promise<number> => {
    const room = `round-${number}`;
    await call.open(first, 'ada', room);
    // The first one sends already, as the interviewer does who waits inside.
    await first.waitForTimeout(ALONE_MS);
    await call.open(second, 'bo', room);
    const { startedAt, shownAt } = await firstFrames(second);
    await isReal(second);
    await Promise.all([first, second].map((page) => page.goto('about:blank')));
    return (shownAt[0] ?? Number.NaN) - startedAt;
  };
}

/** The positive control: what was timed is a picture that moves, and not a black one. */
async function isReal(page: Page): Promise<Picture> {
  const picture = await seesMore(page, 5);
  if (picture.mean < 16 || picture.spread < 4) throw new Error(`a black picture was timed: no figure (${page.url()})`);
  return picture;
}
