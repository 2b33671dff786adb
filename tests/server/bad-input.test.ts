import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ErrorCode, isErrorCode } from '#shared/contract/errors.ts';
import { CALL_WINDOW_MS, RESUME_MAX_BYTES, SOCKET_BURST } from '#shared/rules/limits.ts';
import { ERROR_TEXTS } from '../../client/src/i18n/errors.ts';
import { connectLive } from '../sockets/support/live-client.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { acceptCall, callNext, dropOff, joinLine, openDesk } from '../support/booth-steps.ts';
import { formWith, samplePdf } from '../support/resume-files.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';

/*
 * The list of bad inputs of the first issue, one by one: each gets a code of its own, with words in both languages, and
 * nothing else changes. The suites beside this one go into each of them.
 */

let app: TestApp;
let graduate: Session;
let other: Session;
let alpha: Session;
let beta: Session;
let organizer: Session;
const seen = new Map<ErrorCode, string>();

beforeAll(async () => {
  app = await startTestApp();
  const { people, graduates } = app.seed;
  [graduate, other, alpha, beta, organizer] = await Promise.all([
    app.signIn(graduates[0]?.email ?? ''),
    app.signIn(graduates[1]?.email ?? ''),
    app.signIn(people.alpha.email),
    app.signIn(people.beta.email),
    app.signIn(people.organizer.email),
  ]);
});
afterAll(() => app.close());

/** Tries something bad: the code is as expected, nobody else's, said in both languages; no table has changed. */
async function bad(what: string, expected: ErrorCode, attempt: () => Promise<string | undefined>): Promise<void> {
  const before = await tableHashes(app.db);
  const code = await attempt();
  expect(code, what).toBe(expected);
  if (code === undefined || !isErrorCode(code)) throw new Error(`${what}: no code of the closed union`);
  expect(seen.get(code) ?? what, 'a code of its own').toBe(what);
  seen.set(code, what);
  expect(ERROR_TEXTS[code]['zh-CN'].length).toBeGreaterThan(4);
  expect(ERROR_TEXTS[code].en.length).toBeGreaterThan(10);
  expect(changedTables(before, await tableHashes(app.db)), what).toEqual([]);
}

const codeOf = async (who: Session, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  (await who.call<{ code?: string }>(method, path, body, headers)).body?.code;
const upload = (bytes: Buffer) => codeOf(graduate, 'POST', '/my/resumes', formWith(bytes, 'resume.pdf'));

test('[C4] files: a wrong type behind a right name, too large, half', async () => {
  await bad('wrong file type behind a right name', 'resumeTypeUnsupported', () =>
    upload(Buffer.from('MZ\0 a program')),
  );
  await bad('too large', 'resumeTooLarge', () => upload(Buffer.concat([samplePdf(), Buffer.alloc(RESUME_MAX_BYTES)])));
  const half = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 and then';
  await bad('half an upload', 'resumeIncomplete', () =>
    codeOf(graduate, 'POST', '/my/resumes', half, { 'content-type': 'multipart/form-data; boundary=b' }),
  );
});

test('[C4] the line: closed, unattended and paused booths, an empty line, a call that is over', async () => {
  const { id } = app.seed.booths.alpha;
  const join = () => codeOf(graduate, 'POST', `/booths/${id}/tickets`, {});
  const now = app.clock.now();
  app.clock.advance(-2 * 3_600_000);
  await bad('joining before the fair', 'fairNotOpen', join);
  app.clock.set(now + 8 * 3_600_000);
  await bad('joining after the fair', 'fairEnded', join);
  app.clock.set(now);
  await bad('joining an unattended booth', 'boothUnattended', join);
  const desk = await openDesk(alpha, id);
  await bad('calling from an empty line', 'lineEmpty', () => codeOf(alpha, 'POST', `/desks/${desk}/call-next`, {}));
  await alpha.ask('POST', `/booths/${id}/pause`, {});
  await bad('joining a paused booth', 'boothPaused', join);
  await alpha.ask('POST', `/booths/${id}/resume`, {});
  await organizer.ask('POST', `/fairs/${app.seed.fair.id}/pause`, {});
  await bad('joining in a pause of the fair', 'fairPaused', join);
  await organizer.ask('POST', `/fairs/${app.seed.fair.id}/resume`, {});
  const ticket = await joinLine(graduate, id);
  await bad('joining twice', 'alreadyInLine', join);
  await callNext(alpha, desk);
  app.clock.advance(CALL_WINDOW_MS);
  await bad('accepting after the window', 'callExpired', () =>
    codeOf(graduate, 'POST', `/tickets/${ticket.id}/accept`, {}),
  );
  await app.app.sweeper.sweep();
});

test("[C4][P3] a second drop-off; another's ticket, résumé, drop-off and interview", async () => {
  const { alpha: booth } = app.seed.booths;
  const [position] = booth.positions;
  const { id: dropOffId } = await dropOff(graduate, position);
  await bad('a second drop-off', 'alreadyDroppedOff', () =>
    codeOf(graduate, 'POST', `/positions/${position}/drop-offs`, {}),
  );
  const desk = await openDesk(alpha, booth.id);
  const ticket = await joinLine(graduate, booth.id);
  await bad("another's ticket", 'ticketNotFound', () => codeOf(other, 'POST', `/tickets/${ticket.id}/leave`, {}));
  await callNext(alpha, desk);
  const interviewId = await acceptCall(graduate, ticket.id);
  await bad("another's résumé", 'resumeNotFound', () =>
    codeOf(other, 'POST', `/resumes/${app.seed.graduates[0]?.resumeId}/link`, {}),
  );
  await bad("another's drop-off", 'dropOffNotFound', () => codeOf(beta, 'POST', `/drop-offs/${dropOffId}/open`, {}));
  await bad("another's interview", 'interviewNotFound', () => codeOf(other, 'GET', `/interviews/${interviewId}`));
});

test('[C4] sockets: garbage, an unknown order, 200 events a second', async () => {
  const client = await connectLive(app.url, graduate.cookie);
  const send = async (name: string, ...args: unknown[]) => {
    const answer = await client.send(name, ...args);
    return answer.ok ? undefined : answer.code;
  };
  await bad('a payload that is garbage', 'invalidInput', () => send('view:subscribe', Buffer.from('\0garbage')));
  await bad('an order that does not exist', 'eventUnknown', () => send('queue:steal', {}));
  await bad('200 events at once', 'tooManyRequests', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => send('view:unsubscribe', { view: 'myDay', params: {} })),
    );
    // The positive control: the first ones passed.
    expect(answers.filter((code) => code === undefined).length).toBeGreaterThan(SOCKET_BURST / 2);
    return answers.at(-1);
  });
  client.close();
});

test('[C4] none of it was unforeseen', () => {
  expect(seen.size).toBe(19);
  expect(app.logged).toEqual([]);
});
