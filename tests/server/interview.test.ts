import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { viewContract } from '#shared/contract/socket.ts';
import { OVERTIME_MS } from '#shared/rules/limits.ts';
import { connectLive } from '../sockets/support/live-client.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import {
  acceptCall,
  callNext,
  endInterview,
  type InterviewNotes,
  joinLine,
  myDay,
  openDesk,
} from '../support/booth-steps.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';
import { declaredRoutes } from './support/every-route.ts';

let app: TestApp;
let graduate: Session;
let other: Session;
let alpha: Session;
let alphaToo: Session;
let beta: Session;
let start: number;
let interviewId: string;

const outcome = (who: Session, body: unknown) => who.refusal('PUT', `/interviews/${interviewId}/outcome`, body);
const note = (who: Session, text: string) => who.refusal('PUT', `/interviews/${interviewId}/note`, { note: text });
const end = (who: Session) => who.refusal('POST', `/interviews/${interviewId}/end`, {});
const record = (who: Session) => who.ask<InterviewNotes>('GET', `/interviews/${interviewId}/record`);

async function refusedWithoutChange(expected: string, attempt: () => Promise<string>): Promise<void> {
  const before = await tableHashes(app.db);
  expect(await attempt()).toBe(expected);
  expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
}

beforeAll(async () => {
  app = await startTestApp();
  const { people, graduates } = app.seed;
  [graduate, other, alpha, alphaToo, beta] = await Promise.all([
    app.signIn(graduates[0]?.email ?? ''),
    app.signIn(graduates[1]?.email ?? ''),
    app.signIn(people.alpha.email),
    app.signIn(people.alphaToo.email),
    app.signIn(people.beta.email),
  ]);
  start = app.clock.now();
});
beforeEach(async () => {
  app.clock.set(start);
  await app.db.deleteFrom('interviews').execute();
  await app.db.deleteFrom('tickets').execute();
  await app.db.deleteFrom('desks').execute();
  await app.db.updateTable('fairs').set({ closedAt: null }).execute();
  const desk = await openDesk(alpha, app.seed.booths.alpha.id);
  const { id } = await joinLine(graduate, app.seed.booths.alpha.id);
  await callNext(alpha, desk);
  interviewId = await acceptCall(graduate, id);
});
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

describe('its end', () => {
  test.each(['graduate', 'recruiter'] as const)('[I4] the %s ends it; twice is the same as once', async (side) => {
    const who = side === 'graduate' ? graduate : alpha;
    app.clock.advance(90_000);
    await endInterview(who, interviewId);
    const ended = app.clock.now();
    app.clock.advance(5_000);
    await endInterview(who, interviewId);
    await endInterview(side === 'graduate' ? alpha : graduate, interviewId);
    const row = await app.db
      .selectFrom('interviews')
      .select(['endedAt', 'endedBy'])
      .where('id', '=', interviewId as never)
      .executeTakeFirst();
    expect(row).toEqual({ endedAt: new Date(ended), endedBy: side });
    expect((await myDay(graduate)).tickets).toMatchObject([{ state: 'done', endedAt: ended }]);
  });

  test('[I4] both at the same instant: it ends once', async () => {
    await Promise.all([endInterview(graduate, interviewId), endInterview(alpha, interviewId)]);
    const history = await app.db.selectFrom('ticketHistory').select('move').where('move', '=', 'finish').execute();
    expect(history).toHaveLength(1);
  });

  test('[I4] nobody writes into an ended one', async () => {
    await endInterview(graduate, interviewId);
    for (const who of [graduate, alpha]) {
      await refusedWithoutChange('410 interviewEnded', () =>
        who.refusal('POST', `/interviews/${interviewId}/messages`, { text: 'late' }),
      );
    }
  });

  test('[I5] the end of the fair does not cut it: ten minutes of overtime, then the clock ends it', async () => {
    app.clock.set(start + 8 * 3_600_000);
    await app.app.sweeper.sweep();
    expect(await graduate.ask('GET', `/interviews/${interviewId}`)).toMatchObject({ endedAt: null });
    expect((await myDay(graduate)).tickets).toMatchObject([{ state: 'interviewing' }]);
    app.clock.advance(OVERTIME_MS - 1);
    await app.app.sweeper.sweep();
    expect(await graduate.ask('GET', `/interviews/${interviewId}`)).toMatchObject({ endedAt: null });
    app.clock.advance(1);
    await app.app.sweeper.sweep();
    expect(await graduate.ask('GET', `/interviews/${interviewId}`)).toMatchObject({
      state: 'ended',
      endedAt: app.clock.now(),
    });
    expect((await myDay(graduate)).tickets).toMatchObject([{ state: 'done' }]);
    // Its recruiter still decides afterwards.
    expect(await outcome(alpha, { outcome: 'offer', release: true })).toMatch(/^200/);
  });
});

describe('what comes of it', () => {
  test('[I6] no outcome before the end; then it can change until it is released, and stands after that', async () => {
    await refusedWithoutChange('409 interviewNotEnded', () => outcome(alpha, { outcome: 'offer', release: false }));
    await endInterview(alpha, interviewId);
    await outcome(alpha, { outcome: 'reserve', release: false });
    expect((await myDay(graduate)).interviews).toMatchObject([{ outcome: null, releasedAt: null }]);
    expect(await graduate.ask('GET', `/interviews/${interviewId}`)).toMatchObject({ outcome: null, releasedAt: null });
    expect(await graduate.ask('GET', '/my/interviews')).toMatchObject([{ outcome: null, releasedAt: null }]);
    await outcome(alpha, { outcome: 'offer', release: true });
    const releasedAt = app.clock.now();
    expect((await myDay(graduate)).interviews).toMatchObject([{ outcome: 'offer', releasedAt }]);
    await refusedWithoutChange('409 outcomeReleased', () => outcome(alpha, { outcome: 'declined', release: true }));
    app.clock.advance(1_000);
    expect(await outcome(alpha, { outcome: 'offer', release: false })).toMatch(/^200/);
    expect((await myDay(graduate)).interviews).toMatchObject([{ outcome: 'offer', releasedAt }]);
  });

  test('[I6] only its own recruiter decides and notes; the team reads', async () => {
    await endInterview(alpha, interviewId);
    for (const attempt of [outcome, note] as const) {
      const body = attempt === outcome ? { outcome: 'offer', release: true } : 'mine';
      const by = (who: Session) => (attempt as (w: Session, b: unknown) => Promise<string>)(who, body);
      await refusedWithoutChange('404 interviewNotFound', () => by(alphaToo));
      await refusedWithoutChange('404 interviewNotFound', () => by(beta));
      await refusedWithoutChange('403 forbidden', () => by(graduate));
    }
    expect(await record(alphaToo)).toMatchObject({ id: interviewId });
    expect(await beta.refusal('GET', `/interviews/${interviewId}/record`)).toBe('404 interviewNotFound');
    expect(await graduate.refusal('GET', `/interviews/${interviewId}/record`)).toBe('403 forbidden');
  });

  test("[P3] another's interview is not found, whatever is tried", async () => {
    for (const who of [other, alphaToo, beta]) {
      expect(await who.refusal('GET', `/interviews/${interviewId}`)).toBe('404 interviewNotFound');
      await refusedWithoutChange('404 interviewNotFound', () => end(who));
      await refusedWithoutChange('404 interviewNotFound', () =>
        who.refusal('POST', `/interviews/${interviewId}/messages`, { text: 'hello' }),
      );
    }
  });

  test('[I7] the private note and an outcome not yet released are in no answer that the graduate can get', async () => {
    const secret = 'NOTE-7f3a 私下备注';
    await note(alpha, secret);
    await endInterview(alpha, interviewId);
    await outcome(alpha, { outcome: 'declined', release: false });
    // The positive control: its own recruiter does see both.
    expect(await record(alpha)).toMatchObject({ note: secret, outcome: 'declined' });

    const ids: Record<string, string> = {
      fairId: app.seed.fair.id,
      boothId: app.seed.booths.alpha.id,
      interviewId,
      token: 'x.y',
    };
    const told: string[] = [];
    for (const { path } of declaredRoutes().filter(({ method }) => method === 'GET')) {
      const answer = await graduate.fetch(
        'GET',
        path.replace(/\{(\w+)\}/g, (_whole, key: string) => ids[key] ?? ''),
      );
      told.push(await answer.text());
    }
    for (const [method, path, body] of [
      ['POST', `/interviews/${interviewId}/end`, {}],
      ['POST', `/interviews/${interviewId}/messages`, { text: 'x' }],
    ] as const) {
      told.push(await (await graduate.fetch(method, path, body)).text());
    }
    const live = await connectLive(app.url, graduate.cookie);
    for (const view of Object.keys(viewContract)) {
      const names = Object.keys(viewContract[view as keyof typeof viewContract].params.shape);
      const params = Object.fromEntries(names.map((name) => [name, ids[name] ?? '']));
      told.push(JSON.stringify(await live.send('view:subscribe', { view, params })));
    }
    live.close();
    const all = told.join('\n');
    expect(all).toContain(interviewId);
    expect(all).not.toContain('NOTE-7f3a');
    expect(all).not.toContain('"declined"');
    expect(all).not.toMatch(/"(note|decidedAt)":(?!null)/);
  });
});
