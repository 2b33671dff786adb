import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CALL_WINDOW_MS, DESK_GRACE_MS } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { acceptCall, callNext, endInterview, joinLine, myDay, openDesk, type Ticket } from '../support/booth-steps.ts';
import { patiently } from '../support/patience.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';

let app: TestApp;
let graduates: [Session, Session, Session, Session];
let alpha: Session;
let alphaToo: Session;
let beta: Session;
let organizer: Session;
let atAlpha: string;
let atBeta: string;
/** The moment at which each test begins; the fair is live for eight more hours. */
let start: number;

const join = (who: Session, boothId: string) => who.refusal('POST', `/booths/${boothId}/tickets`, {});
const call = (who: Session, desk: string) => who.refusal('POST', `/desks/${desk}/call-next`, {});
const accept = (who: Session, ticketId: string) => who.refusal('POST', `/tickets/${ticketId}/accept`, {});
const leave = (who: Session, ticketId: string) => who.refusal('POST', `/tickets/${ticketId}/leave`, {});
const putBack = (who: Session, ticketId: string) => who.refusal('POST', `/tickets/${ticketId}/put-back`, {});

/** A graduate's own ticket, as they see it. */
async function ticketOf(who: Session, ticketId: string): Promise<Ticket> {
  const found = (await myDay(who)).tickets.find(({ id }) => id === ticketId);
  if (found === undefined) throw new Error('the ticket is not shown to its holder');
  return found;
}

async function refusedWithoutChange(expected: string, attempt: () => Promise<string>): Promise<void> {
  const before = await tableHashes(app.db);
  expect(await attempt()).toBe(expected);
  expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
}

beforeAll(async () => {
  app = await startTestApp();
  const { people, graduates: seeded, booths } = app.seed;
  const [a, b, c, d] = await Promise.all(seeded.map(({ email }) => app.signIn(email)));
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four graduates');
  graduates = [a, b, c, d];
  [alpha, alphaToo, beta, organizer] = await Promise.all([
    app.signIn(people.alpha.email),
    app.signIn(people.alphaToo.email),
    app.signIn(people.beta.email),
    app.signIn(people.organizer.email),
  ]);
  atAlpha = booths.alpha.id;
  atBeta = booths.beta.id;
  start = app.clock.now();
});
beforeEach(async () => {
  app.clock.set(start);
  await app.db.deleteFrom('interviews').execute();
  await app.db.deleteFrom('tickets').execute();
  await app.db.deleteFrom('desks').execute();
  await app.db
    .updateTable('fairs')
    .set({ pausedAt: null, closedAt: null, endsAt: new Date(start + 8 * 3_600_000) })
    .execute();
  await app.db.updateTable('booths').set({ pausedAt: null }).execute();
});
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

describe('the door', () => {
  test('[Q5] nobody joins a booth without a recruiter, one whose recruiter went away, or a paused one', async () => {
    const [a, b] = graduates;
    await refusedWithoutChange('409 boothUnattended', () => join(a, atAlpha));
    await openDesk(alpha, atAlpha);
    app.clock.advance(DESK_GRACE_MS - 1);
    expect(await join(a, atAlpha)).toMatch(/^200/);
    app.clock.advance(1);
    await refusedWithoutChange('409 boothUnattended', () => join(b, atAlpha));
    await openDesk(alpha, atAlpha);
    await alpha.ask('POST', `/booths/${atAlpha}/pause`, {});
    await refusedWithoutChange('409 boothPaused', () => join(b, atAlpha));
    await alpha.ask('POST', `/booths/${atAlpha}/resume`, {});
    await organizer.ask('POST', `/fairs/${app.seed.fair.id}/pause`, {});
    await refusedWithoutChange('409 fairPaused', () => join(b, atAlpha));
    await organizer.ask('POST', `/fairs/${app.seed.fair.id}/resume`, {});
    expect(await join(b, atAlpha)).toMatch(/^200/);
  });

  test('[Q5] nobody joins before the fair, nor after it', async () => {
    await openDesk(alpha, atAlpha);
    app.clock.set(start - 2 * 3_600_000);
    await refusedWithoutChange('409 fairNotOpen', () => join(graduates[0], atAlpha));
    app.clock.set(start + 8 * 3_600_000);
    await refusedWithoutChange('410 fairEnded', () => join(graduates[0], atAlpha));
  });

  test('[Q5] whoever has a place keeps it while the booth is unattended, paused, or the fair is paused', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const { id } = await joinLine(graduates[0], atAlpha);
    app.clock.advance(DESK_GRACE_MS);
    expect(await ticketOf(graduates[0], id)).toMatchObject({ state: 'waiting', door: 'unattended', wait: null });
    await refusedWithoutChange('409 deskNotPresent', () => call(alpha, desk));
    expect(await openDesk(alpha, atAlpha)).toBe(desk);
    await alpha.ask('POST', `/booths/${atAlpha}/pause`, {});
    expect(await ticketOf(graduates[0], id)).toMatchObject({ state: 'waiting', door: 'paused' });
    await refusedWithoutChange('409 boothPaused', () => call(alpha, desk));
    await alpha.ask('POST', `/booths/${atAlpha}/resume`, {});
    await organizer.ask('POST', `/fairs/${app.seed.fair.id}/pause`, {});
    await refusedWithoutChange('409 fairPaused', () => call(alpha, desk));
    await organizer.ask('POST', `/fairs/${app.seed.fair.id}/resume`, {});
    expect((await callNext(alpha, desk)).ticketId).toBe(id);
  });

  test('[B3] a recruiter sits at one desk; another booth is refused with where they sit', async () => {
    const desk = await openDesk(alpha, atAlpha);
    expect(await openDesk(alpha, atAlpha)).toBe(desk);
    expect(await openDesk(alphaToo, atAlpha)).not.toBe(desk);
    expect(await alpha.refusal('POST', `/booths/${atBeta}/desks`, {})).toBe('404 boothNotFound');
    expect(await alphaToo.refusal('POST', `/desks/${desk}/close`, {})).toBe('404 deskNotFound');
    expect(await beta.refusal('POST', `/desks/${desk}/close`, {})).toBe('404 deskNotFound');
    await alpha.ask('POST', `/desks/${desk}/close`, {});
    expect(await call(alpha, desk)).toBe('404 deskNotFound');
  });

  test('[B4] a desk that calls or interviews cannot be left', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const { id } = await joinLine(graduates[0], atAlpha);
    await callNext(alpha, desk);
    await refusedWithoutChange('409 deskBusy', () => alpha.refusal('POST', `/desks/${desk}/close`, {}));
    const interviewId = await acceptCall(graduates[0], id);
    await refusedWithoutChange('409 deskBusy', () => alpha.refusal('POST', `/desks/${desk}/close`, {}));
    await endInterview(alpha, interviewId);
    await alpha.ask('POST', `/desks/${desk}/close`, {});
  });
});

describe('places', () => {
  test('[Q2] the place is exact for everybody, from joining to leaving', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const tickets: Ticket[] = [];
    for (const who of graduates) tickets.push(await joinLine(who, atAlpha));
    expect(tickets.map(({ ahead, number }) => [ahead, number])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    const ahead = async () =>
      Promise.all(graduates.map(async (who, n) => (await ticketOf(who, tickets[n]?.id ?? '')).ahead));
    await graduates[1].ask('POST', `/tickets/${tickets[1]?.id}/leave`, {});
    expect(await ahead()).toEqual([0, null, 1, 2]);
    await callNext(alpha, desk);
    expect(await ahead()).toEqual([null, null, 0, 1]);
    // Joining again is joining at the end, with a number of its own.
    expect(await joinLine(graduates[1], atAlpha)).toMatchObject({ ahead: 2, number: 5 });
  });

  test('[Q1] one live ticket a booth, five lines a graduate', async () => {
    await openDesk(alpha, atAlpha);
    await openDesk(beta, atBeta);
    await joinLine(graduates[0], atAlpha);
    await refusedWithoutChange('409 alreadyInLine', () => join(graduates[0], atAlpha));
    await app.db.updateTable('fairs').set({ linesPerGraduate: 1 }).where('id', '=', app.seed.fair.id).execute();
    await refusedWithoutChange('409 tooManyLines', () => join(graduates[0], atBeta));
    await refusedWithoutChange('409 alreadyInLine', () => join(graduates[0], atAlpha));
    await app.db.updateTable('fairs').set({ linesPerGraduate: 5 }).where('id', '=', app.seed.fair.id).execute();
    expect(await join(graduates[0], atBeta)).toMatch(/^200/);
  });

  test('[Q1] the limit of lines holds for joins at one instant', async () => {
    await openDesk(alpha, atAlpha);
    await openDesk(beta, atBeta);
    await app.db.updateTable('fairs').set({ linesPerGraduate: 1 }).where('id', '=', app.seed.fair.id).execute();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => patiently(() => join(graduates[0], n % 2 === 0 ? atAlpha : atBeta))),
    );
    expect(answers.filter((answer) => answer.startsWith('200'))).toHaveLength(1);
    expect(answers.filter((answer) => /^409 (tooManyLines|alreadyInLine)$/.test(answer))).toHaveLength(9);
    await app.db.updateTable('fairs').set({ linesPerGraduate: 5 }).where('id', '=', app.seed.fair.id).execute();
  });

  test("[Q1] a position of another booth is no reason to stand in this booth's line", async () => {
    await openDesk(alpha, atAlpha);
    const positionId = app.seed.booths.beta.positions[0];
    await refusedWithoutChange('404 positionNotFound', () =>
      graduates[0].refusal('POST', `/booths/${atAlpha}/tickets`, { positionId }),
    );
  });

  test('[W1] a wait is said as a range that grows along the line, and not at all without a desk', async () => {
    await openDesk(alpha, atAlpha);
    const waits = [];
    for (const who of graduates) waits.push((await joinLine(who, atAlpha)).wait);
    for (const [n, wait] of waits.entries()) {
      expect(wait?.lowMs).toBeLessThanOrEqual(wait?.highMs ?? 0);
      expect(wait?.highMs).toBeGreaterThanOrEqual(waits[n - 1]?.highMs ?? 0);
    }
    app.clock.advance(DESK_GRACE_MS);
    expect((await myDay(graduates[0])).tickets).toMatchObject([{ wait: null, door: 'unattended' }]);
  });
});

describe('calls', () => {
  test('[Q2] an empty line, and one in which everybody is taken, say so', async () => {
    const desk = await openDesk(alpha, atAlpha);
    await refusedWithoutChange('409 lineEmpty', () => call(alpha, desk));
    const betaDesk = await openDesk(beta, atBeta);
    await joinLine(graduates[0], atAlpha);
    await joinLine(graduates[0], atBeta);
    await callNext(beta, betaDesk);
    await refusedWithoutChange('409 nobodyFree', () => call(alpha, desk));
  });

  test('[Q3] who is called elsewhere is passed over, keeps the place, and is first again once free', async () => {
    const [first, second] = graduates;
    const desk = await openDesk(alpha, atAlpha);
    const desk2 = await openDesk(alphaToo, atAlpha);
    const betaDesk = await openDesk(beta, atBeta);
    const held = await joinLine(first, atAlpha);
    const behind = await joinLine(second, atAlpha);
    const elsewhere = await joinLine(first, atBeta);
    await callNext(beta, betaDesk);
    expect((await callNext(alpha, desk)).ticketId).toBe(behind.id);
    expect(await ticketOf(first, held.id)).toMatchObject({ state: 'waiting', ahead: 0, number: held.number });
    await refusedWithoutChange('409 nobodyFree', () => call(alphaToo, desk2));
    await first.ask('POST', `/tickets/${elsewhere.id}/decline`, {});
    expect((await callNext(alphaToo, desk2)).ticketId).toBe(held.id);
  });

  test('[T3] a desk with a call out makes no second one', async () => {
    const desk = await openDesk(alpha, atAlpha);
    await joinLine(graduates[0], atAlpha);
    await joinLine(graduates[1], atAlpha);
    await callNext(alpha, desk);
    await refusedWithoutChange('409 deskBusy', () => call(alpha, desk));
  });

  test('[T7] a call taken back gives the old place back; only the booth’s team may', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const first = await joinLine(graduates[0], atAlpha);
    await joinLine(graduates[1], atAlpha);
    await callNext(alpha, desk);
    await refusedWithoutChange('404 ticketNotFound', () => putBack(beta, first.id));
    await alphaToo.ask('POST', `/tickets/${first.id}/put-back`, {});
    expect(await ticketOf(graduates[0], first.id)).toMatchObject({
      state: 'waiting',
      ahead: 0,
      number: first.number,
      calledBy: null,
      callExpiresAt: null,
    });
    await refusedWithoutChange('409 ticketMoveIllegal', () => putBack(alpha, first.id));
    expect((await callNext(alpha, desk)).ticketId).toBe(first.id);
  });

  test('[T7] declining and leaving give the place up, and the desk is free at once', async () => {
    const desk = await openDesk(alpha, atAlpha);
    for (const [n, way] of ['decline', 'leave'].entries()) {
      const who = graduates[n] ?? graduates[0];
      const { id } = await joinLine(who, atAlpha);
      await callNext(alpha, desk);
      expect(await who.ask('POST', `/tickets/${id}/${way}`, {})).toMatchObject({
        state: 'left',
        endedAt: app.clock.now(),
        callExpiresAt: null,
      });
      await refusedWithoutChange('409 lineEmpty', () => call(alpha, desk));
    }
  });

  test('[T5] accepting opens the interview; accepting twice gives the same one', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const { id } = await joinLine(graduates[0], atAlpha);
    await refusedWithoutChange('409 ticketMoveIllegal', () => accept(graduates[0], id));
    await callNext(alpha, desk);
    const interviewId = await acceptCall(graduates[0], id);
    expect(await acceptCall(graduates[0], id)).toBe(interviewId);
    expect(await ticketOf(graduates[0], id)).toMatchObject({ state: 'interviewing', interviewId });
    await refusedWithoutChange('409 ticketMoveIllegal', () => leave(graduates[0], id));
    await refusedWithoutChange('409 ticketMoveIllegal', () => putBack(alpha, id));
  });

  test("[P3] another's ticket is not found, whatever is tried with it", async () => {
    const desk = await openDesk(alpha, atAlpha);
    const { id } = await joinLine(graduates[0], atAlpha);
    await callNext(alpha, desk);
    for (const way of ['leave', 'accept', 'decline']) {
      await refusedWithoutChange('404 ticketNotFound', () => graduates[1].refusal('POST', `/tickets/${id}/${way}`, {}));
      await refusedWithoutChange('403 forbidden', () => alpha.refusal('POST', `/tickets/${id}/${way}`, {}));
    }
  });
});

describe('deadlines', () => {
  test('[T4][T6] a call can be accepted to the last millisecond of its window, and not after, swept or not', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const { id } = await joinLine(graduates[0], atAlpha);
    const { callExpiresAt } = await callNext(alpha, desk);
    expect(callExpiresAt).toBe(app.clock.now() + CALL_WINDOW_MS);
    app.clock.set(callExpiresAt);
    await refusedWithoutChange('409 callExpired', () => accept(graduates[0], id));
    await app.app.sweeper.sweep();
    expect(await ticketOf(graduates[0], id)).toMatchObject({ state: 'noShow', endedAt: callExpiresAt });
    await refusedWithoutChange('409 callExpired', () => accept(graduates[0], id));
    await openDesk(alpha, atAlpha);
    const again = await joinLine(graduates[0], atAlpha);
    const second = await callNext(alpha, desk);
    app.clock.set(second.callExpiresAt - 1);
    await app.app.sweeper.sweep();
    expect(await accept(graduates[0], again.id)).toMatch(/^200/);
  });

  test('[T4] what expires frees the desk and the graduate, and is written to the history by the clock', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const { id } = await joinLine(graduates[0], atAlpha);
    await joinLine(graduates[1], atAlpha);
    await callNext(alpha, desk);
    app.clock.advance(CALL_WINDOW_MS);
    await openDesk(alpha, atAlpha);
    await Promise.all([app.app.sweeper.sweep(), app.app.sweeper.sweep()]);
    expect((await callNext(alpha, desk)).candidate.name).toBe('graduate2');
    const history = await app.db
      .selectFrom('ticketHistory')
      .select(['move', 'actor', 'actorId'])
      .where('ticketId', '=', id as never)
      .orderBy('id')
      .execute();
    expect(history.at(-1)).toEqual({ move: 'expire', actor: 'clock', actorId: null });
    expect(history).toHaveLength(3);
  });

  test('[T8] at the end of the fair every place and call closes, and nothing moves any more', async () => {
    const desk = await openDesk(alpha, atAlpha);
    const called = await joinLine(graduates[0], atAlpha);
    const waiting = await joinLine(graduates[1], atAlpha);
    app.clock.set(start + 8 * 3_600_000 - 10_000);
    await openDesk(alpha, atAlpha);
    await callNext(alpha, desk);
    app.clock.set(start + 8 * 3_600_000);
    // Before the sweeper has been there, the end already holds.
    await refusedWithoutChange('410 fairEnded', () => accept(graduates[0], called.id));
    await refusedWithoutChange('410 fairEnded', () => call(alpha, desk));
    await app.app.sweeper.sweep();
    for (const [who, ticket] of [
      [graduates[0], called],
      [graduates[1], waiting],
    ] as const) {
      expect(await ticketOf(who, ticket.id)).toMatchObject({
        state: 'closed',
        endedAt: app.clock.now(),
        door: 'closed',
      });
    }
    await refusedWithoutChange('409 ticketMoveIllegal', () => accept(graduates[0], called.id));
    await refusedWithoutChange('409 ticketMoveIllegal', () => leave(graduates[1], waiting.id));
    expect(await organizer.refusal('POST', `/fairs/${app.seed.fair.id}/extend`, { byMinutes: 30 })).toBe(
      '410 fairEnded',
    );
    const before = await tableHashes(app.db);
    await app.app.sweeper.sweep();
    expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
  });

  test('[F1][T8] extending in time keeps the lines open', async () => {
    await openDesk(alpha, atAlpha);
    const { id } = await joinLine(graduates[0], atAlpha);
    app.clock.set(start + 8 * 3_600_000 - 1);
    await organizer.ask('POST', `/fairs/${app.seed.fair.id}/extend`, { byMinutes: 30 });
    app.clock.advance(60_000);
    await app.app.sweeper.sweep();
    expect(await ticketOf(graduates[0], id)).toMatchObject({ state: 'waiting' });
  });
});
