import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeskId, InterviewId, TicketId } from '#shared/contract/ids.ts';
import { accept, callNext, order, sitDown, takePlace } from '../sockets/support/line.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { brokenInvariants } from './support/invariants.ts';
import { tally, together, wordOf } from './support/outcomes.ts';

const ROUNDS = 15;

let app: TestApp;
let graduate: Session;
let recruiter: Session;
let desk: DeskId;
let ticket: TicketId;
beforeAll(async () => {
  app = await startTestApp({ graduates: 1 });
  graduate = await app.signIn(app.seed.graduates[0]?.email ?? '');
  recruiter = await app.signIn(app.seed.people.alpha.email);
});
beforeEach(async () => {
  desk = await sitDown(recruiter, app.seed.booths.alpha.id);
});
afterEach(async () => {
  expect(await brokenInvariants(app.db)).toEqual([]);
  expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(() => app.close());

const byGraduate = (what: string) => order(graduate, `/tickets/${ticket}/${what}`);
const byRecruiter = (what: string) => order(recruiter, `/tickets/${ticket}/${what}`);
const ticketNow = () => app.db.selectFrom('tickets').selectAll().where('id', '=', ticket).executeTakeFirstOrThrow();
const historyOf = async () =>
  (await app.db.selectFrom('ticketHistory').select('move').where('ticketId', '=', ticket).orderBy('id').execute()).map(
    ({ move }) => move,
  );

/** Plays `ROUNDS` rounds, each from a fresh call, and clears what it left. Tells how each ended. */
async function rounds(play: (round: number) => Promise<string>): Promise<Record<string, number>> {
  const words: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    desk = await sitDown(recruiter, app.seed.booths.alpha.id);
    ticket = await takePlace(graduate, app.seed.booths.alpha.id);
    expect(await callNext(recruiter, desk)).toBe(ticket);
    words.push(await play(round));
    expect(await brokenInvariants(app.db)).toEqual([]);
    const { state } = await ticketNow();
    if (state === 'waiting' || state === 'called') await byGraduate('leave');
    if (state === 'interviewing') {
      const { id } = await app.db
        .selectFrom('interviews')
        .select('id')
        .where('ticketId', '=', ticket)
        .executeTakeFirstOrThrow();
      await order(recruiter, `/interviews/${id}/end`);
    }
  }
  const counts = tally(words);
  console.log(counts);
  return counts;
}

test('[F39][T] the recruiter takes the call back while the graduate accepts: one of them wins, the other is told so', async () => {
  const counts = await rounds(async (round) => {
    const words = (
      await together(
        round,
        () => byRecruiter('put-back'),
        () => byGraduate('accept'),
      )
    )
      .map(wordOf)
      .join();
    expect([words, (await ticketNow()).state]).toEqual([
      words,
      words === 'ok,ticketMoveIllegal' ? 'waiting' : 'interviewing',
    ]);
    return words;
  });
  for (const word of Object.keys(counts)) expect(['ok,ticketMoveIllegal', 'ticketMoveIllegal,ok']).toContain(word);
});

test('the refusal of a lost race carries the state that it lost to', async () => {
  ticket = await takePlace(graduate, app.seed.booths.alpha.id);
  await callNext(recruiter, desk);
  await accept(graduate, ticket);
  expect((await byRecruiter('put-back')).body).toMatchObject({ code: 'ticketMoveIllegal', state: 'interviewing' });
  const { id } = await app.db
    .selectFrom('interviews')
    .select('id')
    .where('ticketId', '=', ticket)
    .executeTakeFirstOrThrow();
  await order(graduate, `/interviews/${id}/end`);
});

test('[T] a call is accepted at the instant its window ends: an interview or a no-show, never both', async () => {
  const counts = await rounds(async (round) => {
    const { callExpiresAt } = await ticketNow();
    const before = app.clock.now();
    const [answer] = await together(
      round,
      () => byGraduate('accept'),
      async () => {
        await delay(2 * round);
        app.clock.set(callExpiresAt?.getTime() ?? 0);
        await app.app.sweeper.sweep();
      },
    );
    // A ticket that was just being answered is passed over, and looked at again half a second later.
    await app.app.sweeper.sweep();
    app.clock.set(before);
    const { state } = await ticketNow();
    const word = wordOf(answer);
    expect([word, state]).toEqual([word, word === 'ok' ? 'interviewing' : 'noShow']);
    return word;
  });
  for (const word of Object.keys(counts)) expect(['ok', 'callExpired']).toContain(word);
});

test('[T] accept after the window is refused, whether or not anybody has looked at the deadline', async () => {
  ticket = await takePlace(graduate, app.seed.booths.alpha.id);
  await callNext(recruiter, desk);
  const { callExpiresAt } = await ticketNow();
  app.clock.set(callExpiresAt?.getTime() ?? 0);
  expect(wordOf(await byGraduate('accept'))).toBe('callExpired');
  expect((await ticketNow()).state).toBe('called');
  await app.app.sweeper.sweep();
  expect(wordOf(await byGraduate('accept'))).toBe('callExpired');
  expect((await ticketNow()).state).toBe('noShow');
});

test('[F36] a double accept from two tabs opens one interview and both are led to it', async () => {
  await rounds(async () => {
    const answers = await Promise.all([byGraduate('accept'), byGraduate('accept'), byGraduate('accept')]);
    expect(answers.map(wordOf)).toEqual(['ok', 'ok', 'ok']);
    expect(new Set(answers.map(({ body }) => body.interviewId)).size).toBe(1);
    expect(await historyOf()).toEqual(['join', 'call', 'accept']);
    return 'one interview';
  });
});

test('[F39] accept and decline at the same instant, from two tabs', async () => {
  const counts = await rounds(async (round) => {
    const words = (
      await together(
        round,
        () => byGraduate('accept'),
        () => byGraduate('decline'),
      )
    )
      .map(wordOf)
      .join();
    expect([words, (await ticketNow()).state]).toEqual([words, words.startsWith('ok') ? 'interviewing' : 'left']);
    return words;
  });
  for (const word of Object.keys(counts)) expect(['ok,ticketMoveIllegal', 'ticketMoveIllegal,ok']).toContain(word);
});

test('[F36] both sides end the interview at the same instant: it ends once, by one of them', async () => {
  const counts = await rounds(async (round) => {
    const interview = (await accept(graduate, ticket)) as InterviewId;
    const end = (who: Session) => order(who, `/interviews/${interview}/end`);
    const answers = await together(
      round,
      () => end(graduate),
      () => end(recruiter),
    );
    expect(answers.map(wordOf)).toEqual(['ok', 'ok']);
    expect(await historyOf()).toEqual(['join', 'call', 'accept', 'finish']);
    const row = await app.db
      .selectFrom('interviews')
      .select(['endedBy', 'endedAt'])
      .where('id', '=', interview)
      .executeTakeFirstOrThrow();
    expect(row.endedAt).not.toBeNull();
    return row.endedBy ?? 'nobody';
  });
  for (const by of Object.keys(counts)) expect(['graduate', 'recruiter']).toContain(by);
});

test('[F40] a place is taken at the instant the fair ends: it is refused or closed, and never stays behind', async () => {
  const { id: fairId } = app.seed.fair;
  const { endsAt } = await app.db
    .selectFrom('fairs')
    .select('endsAt')
    .where('id', '=', fairId)
    .executeTakeFirstOrThrow();
  const words: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = app.clock.now();
    app.clock.set(endsAt.getTime() - 10_000);
    await app.db.updateTable('fairs').set({ closedAt: null }).where('id', '=', fairId).execute();
    desk = await sitDown(recruiter, app.seed.booths.alpha.id);
    const [answer] = await together(
      round,
      () => order(graduate, `/booths/${app.seed.booths.alpha.id}/tickets`),
      async () => {
        await delay(2 * round);
        app.clock.set(endsAt.getTime());
        await app.app.sweeper.sweep();
      },
    );
    words.push(wordOf(answer));
    await app.app.sweeper.sweep();
    const live = await app.db.selectFrom('tickets').select('state').where('endedAt', 'is', null).execute();
    expect(live).toEqual([]);
    app.clock.set(before);
  }
  console.log(tally(words));
  for (const word of words) expect(['ok', 'fairEnded']).toContain(word);
});
