import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import {
  acceptCall,
  callNext,
  type DropOff,
  dropOff,
  endInterview,
  type InterviewNotes,
  joinLine,
  myDay,
  openDesk,
} from '../support/booth-steps.ts';
import { formWith, samplePdf } from '../support/resume-files.ts';

let app: TestApp;
let organizer: Session;
let recruiter: Session;
let graduate: Session;

beforeAll(async () => {
  app = await startTestApp();
  const { people, graduates } = app.seed;
  [organizer, recruiter, graduate] = await Promise.all([
    app.signIn(people.organizer.email),
    app.signIn(people.alpha.email),
    app.signIn(graduates[0]?.email ?? ''),
  ]);
});
afterAll(() => app.close());

const MINUTE = 60_000;

test('the main job over HTTP: a fair from a draft to an outcome that both sides see', async () => {
  const { seed, clock } = app;

  // The organizer makes a fair with the partner university, gives an employer a booth, and publishes.
  const now = clock.now();
  const fair = await organizer.ask<{ id: string; phase: string; published: boolean }>('POST', '/fairs', {
    name: { zh: '秋季双选会', en: 'Autumn fair' },
    notice: { zh: '', en: '' },
    partnerUniversityIds: [seed.universities.partner],
    dropOffOpensAt: now + 10 * MINUTE,
    startsAt: now + 60 * MINUTE,
    endsAt: now + 300 * MINUTE,
  });
  expect(fair).toMatchObject({ phase: 'upcoming', published: false });
  expect(await graduate.refusal('GET', `/fairs/${fair.id}`)).toBe('404 fairNotFound');
  const { halls } = await organizer.ask<{ halls: { id: string }[] }>('GET', `/fairs/${fair.id}/facets`);
  const booth = await organizer.ask<{ id: string }>('POST', `/fairs/${fair.id}/booths`, {
    employerId: seed.employers.alpha,
    hallId: halls[0]?.id,
    number: 'C07',
  });
  await organizer.ask('POST', `/fairs/${fair.id}/publish`, {});
  const [position] = await app.db
    .insertInto('positions')
    .values({
      boothId: booth.id as never,
      titleZh: '底盘工程师',
      titleEn: 'Chassis engineer',
      descriptionZh: '',
      descriptionEn: '',
      cityZh: '武汉',
      cityEn: 'Wuhan',
      openings: 12,
      salaryMin: 8_000,
      salaryMax: 12_000,
      degrees: ['bachelor'],
    })
    .returning('id')
    .execute();
  const positionId = position?.id ?? '';

  // The graduate sees it, uploads a résumé and drops it off once drop-off has opened.
  expect((await graduate.ask<{ id: string }[]>('GET', '/fairs')).map(({ id }) => id)).toContain(fair.id);
  const file = samplePdf('The one that counts');
  clock.advance(1_000);
  const resume = await graduate.ask<{ id: string; kind: string; size: number }>(
    'POST',
    '/my/resumes',
    formWith(file, '简历 final.pdf'),
  );
  expect(resume).toMatchObject({ kind: 'pdf', size: file.length, fileName: '简历 final.pdf' });
  expect(await graduate.refusal('POST', `/positions/${positionId}/drop-offs`, {})).toBe('409 fairNotOpen');
  clock.advance(10 * MINUTE);
  const dropped = await dropOff(graduate, positionId);
  expect(dropped).toMatchObject({ state: 'sent', resumeId: resume.id, openedAt: null });

  // The recruiter reads it; the graduate sees when.
  const inbox = await recruiter.ask<{ dropOffs: DropOff[] }>('GET', `/booths/${booth.id}/drop-offs`);
  expect(inbox.dropOffs).toMatchObject([{ id: dropped.id, state: 'sent' }]);
  clock.advance(5_000);
  const opened = await recruiter.ask<{ file: { url: string; fileName: string } }>(
    'POST',
    `/drop-offs/${dropped.id}/open`,
    {},
  );
  const bytes = await recruiter.fetch('GET', opened.file.url.replace('/api', ''));
  expect(bytes.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await bytes.arrayBuffer()).equals(file)).toBe(true);
  expect((await myDay(graduate)).dropOffs).toMatchObject([{ state: 'opened', openedAt: clock.now() }]);

  // The line opens with the fair and a recruiter at a desk.
  expect(await graduate.refusal('POST', `/booths/${booth.id}/tickets`, {})).toBe('409 fairNotOpen');
  clock.advance(50 * MINUTE);
  expect(await graduate.refusal('POST', `/booths/${booth.id}/tickets`, {})).toBe('409 boothUnattended');
  const desk = await openDesk(recruiter, booth.id);
  const ticket = await joinLine(graduate, booth.id, positionId);
  expect(ticket).toMatchObject({ state: 'waiting', number: 1, ahead: 0, door: 'open', position: { id: positionId } });

  // Called, accepted, in the room.
  const called = await callNext(recruiter, desk);
  expect(called).toMatchObject({
    ticketId: ticket.id,
    candidate: { userId: app.seed.graduates[0]?.id },
    callExpiresAt: clock.now() + 45_000,
  });
  const interviewId = await acceptCall(graduate, ticket.id);
  for (const side of [graduate, recruiter]) {
    expect(await side.ask('GET', `/interviews/${interviewId}`)).toMatchObject({ state: 'waiting', outcome: null });
  }
  await graduate.ask('POST', `/interviews/${interviewId}/messages`, { text: '您好！' });

  // The recruiter ends it, keeps a note and an outcome, and releases it.
  await endInterview(recruiter, interviewId);
  await recruiter.ask('PUT', `/interviews/${interviewId}/note`, { note: 'calm, precise' });
  const decided = await recruiter.ask<InterviewNotes>('PUT', `/interviews/${interviewId}/outcome`, {
    outcome: 'nextRound',
    release: true,
  });
  expect(decided).toMatchObject({ outcome: 'nextRound', note: 'calm, precise', dropOffId: dropped.id });
  const after = await myDay(graduate);
  expect(after.interviews).toMatchObject([
    { id: interviewId, state: 'ended', outcome: 'nextRound', releasedAt: clock.now() },
  ]);
  expect(after.tickets).toMatchObject([{ id: ticket.id, state: 'done' }]);
  expect(await recruiter.ask('GET', `/booths/${booth.id}/interviews`)).toMatchObject([{ id: interviewId }]);

  // [T9] Every step of the ticket is in its history, in order, by whom.
  const history = await app.db
    .selectFrom('ticketHistory')
    .select(['move', 'actor', 'fromState', 'toState'])
    .where('ticketId', '=', ticket.id as never)
    .orderBy('id')
    .execute();
  expect(history.map((row) => `${row.fromState} ${row.actor} ${row.move} ${row.toState}`)).toEqual([
    'null graduate join waiting',
    'waiting recruiter call called',
    'called graduate accept interviewing',
    'interviewing recruiter finish done',
  ]);
  expect(app.logged).toEqual([]);
});
