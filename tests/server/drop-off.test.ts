import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FILE_LINK_MS } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { type DropOff, dropOff, myDay } from '../support/booth-steps.ts';
import { patiently } from '../support/patience.ts';
import { formWith, samplePdf } from '../support/resume-files.ts';

let app: TestApp;
let graduate: Session;
let other: Session;
let alpha: Session;
let alphaToo: Session;
let beta: Session;
let alphaPosition: string;

type Opened = { dropOff: DropOff; file: { url: string; expiresAt: number } };

const open = (who: Session, id: string) => who.ask<Opened>('POST', `/drop-offs/${id}/open`, {});
const decide = (who: Session, id: string, decision: string, reason?: string) =>
  who.call<DropOff & { code?: string }>('POST', `/drop-offs/${id}/decide`, { decision, reason });
const withdraw = (who: Session, id: string) => who.ask<DropOff>('POST', `/drop-offs/${id}/withdraw`, {});
const readFile = (who: Session, url: string) => who.refusal('GET', url.replace('/api', ''));
const inbox = (who: Session, boothId: string, query = '') =>
  who.ask<{ dropOffs: DropOff[]; next: string | null }>('GET', `/booths/${boothId}/drop-offs${query}`);

beforeAll(async () => {
  app = await startTestApp();
  const { people, graduates, booths } = app.seed;
  [graduate, other, alpha, alphaToo, beta] = await Promise.all([
    app.signIn(graduates[0]?.email ?? ''),
    app.signIn(graduates[1]?.email ?? ''),
    app.signIn(people.alpha.email),
    app.signIn(people.alphaToo.email),
    app.signIn(people.beta.email),
  ]);
  alphaPosition = booths.alpha.positions[0];
});
beforeEach(async () => {
  await app.db.deleteFrom('resumeReads').execute();
  await app.db.deleteFrom('dropOffs').execute();
});
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

describe('once', () => {
  test('[D1] a second drop-off for the same position is refused, for another one it is not', async () => {
    await dropOff(graduate, alphaPosition);
    expect(await graduate.refusal('POST', `/positions/${alphaPosition}/drop-offs`, {})).toBe('409 alreadyDroppedOff');
    await dropOff(graduate, app.seed.booths.alpha.positions[1]);
    await dropOff(other, alphaPosition);
    expect((await inbox(alpha, app.seed.booths.alpha.id)).dropOffs).toHaveLength(3);
  });

  test('[D1] twenty at one instant: one is kept', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        patiently(() => graduate.refusal('POST', `/positions/${alphaPosition}/drop-offs`, {})),
      ),
    );
    expect(answers.filter((answer) => answer.startsWith('200'))).toHaveLength(1);
    expect(answers.filter((answer) => answer === '409 alreadyDroppedOff')).toHaveLength(19);
  });

  test('[D1] it names a résumé: the newest unless another own one is chosen; none of somebody else', async () => {
    const { resumeId } = app.seed.graduates[0] ?? {};
    const newest = await graduate.ask<{ id: string }>('POST', '/my/resumes', formWith(samplePdf('newest'), 'n.pdf'));
    expect(await dropOff(graduate, alphaPosition)).toMatchObject({ resumeId: newest.id });
    const second = app.seed.booths.alpha.positions[1];
    const chosen = await graduate.ask('POST', `/positions/${second}/drop-offs`, { resumeId });
    expect(chosen).toMatchObject({ resumeId });
    expect(await other.refusal('POST', `/positions/${alphaPosition}/drop-offs`, { resumeId })).toBe(
      '404 resumeNotFound',
    );
    await graduate.ask('DELETE', `/resumes/${newest.id}`);
  });

  test('[D2] from the opening of drop-off to the end of the fair', async () => {
    const { clock, seed } = app;
    const now = clock.now();
    const fair = await app.db.selectFrom('fairs').selectAll().where('id', '=', seed.fair.id).executeTakeFirstOrThrow();
    const attempt = () => graduate.refusal('POST', `/positions/${alphaPosition}/drop-offs`, {});
    clock.set(fair.dropOffOpensAt.getTime() - 1);
    expect(await attempt()).toBe('409 fairNotOpen');
    clock.set(fair.endsAt.getTime());
    expect(await attempt()).toBe('410 fairEnded');
    clock.set(fair.endsAt.getTime() - 1);
    expect(await attempt()).toMatch(/^200/);
    clock.set(now);
  });
});

describe('the state that both sides see', () => {
  test('[D3][D6] sent, then opened: the first time is kept, each reading is logged with who and when', async () => {
    const { clock } = app;
    const { id } = await dropOff(graduate, alphaPosition);
    clock.advance(60_000);
    const firstAt = clock.now();
    expect((await open(alpha, id)).dropOff).toMatchObject({ state: 'opened', openedAt: firstAt });
    clock.advance(60_000);
    await open(alphaToo, id);
    await open(alpha, id);
    expect((await myDay(graduate)).dropOffs).toMatchObject([{ id, state: 'opened', openedAt: firstAt }]);
    const log = await app.db.selectFrom('resumeReads').select(['dropOffId', 'readerId', 'at']).orderBy('id').execute();
    const { people } = app.seed;
    expect(log).toEqual([
      { dropOffId: id, readerId: people.alpha.id, at: new Date(firstAt) },
      { dropOffId: id, readerId: people.alphaToo.id, at: new Date(clock.now()) },
      { dropOffId: id, readerId: people.alpha.id, at: new Date(clock.now()) },
    ]);
  });

  test('[D3] looking at the inbox opens nothing and logs nothing', async () => {
    await dropOff(graduate, alphaPosition);
    await inbox(alpha, app.seed.booths.alpha.id);
    expect((await myDay(graduate)).dropOffs).toMatchObject([{ state: 'sent', openedAt: null }]);
    expect(await app.db.selectFrom('resumeReads').selectAll().execute()).toEqual([]);
  });

  test('[D4] declining needs a reason, can be turned round, and the graduate sees each step', async () => {
    const { id } = await dropOff(graduate, alphaPosition);
    expect(await decide(alpha, id, 'decline')).toMatchObject({ status: 422, body: { fields: ['reason'] } });
    expect((await myDay(graduate)).dropOffs).toMatchObject([{ state: 'sent', decidedAt: null }]);
    expect((await decide(alpha, id, 'decline', 'major')).body).toMatchObject({ state: 'declined' });
    expect((await myDay(graduate)).dropOffs).toMatchObject([
      { state: 'declined', declineReason: 'major', decidedAt: app.clock.now() },
    ]);
    expect((await decide(alphaToo, id, 'shortlist')).body).toMatchObject({ state: 'shortlisted' });
    expect((await myDay(graduate)).dropOffs).toMatchObject([{ state: 'shortlisted', declineReason: null }]);
    await open(alpha, id);
    expect((await myDay(graduate)).dropOffs).toMatchObject([{ state: 'shortlisted' }]);
  });

  test('[D3] the inbox is paged without losing or doubling any, newest first', async () => {
    for (const who of [graduate, other]) {
      for (const position of app.seed.booths.alpha.positions) {
        await dropOff(who, position);
        app.clock.advance(1_000);
      }
    }
    const { id: boothId } = app.seed.booths.alpha;
    const all = (await inbox(alpha, boothId)).dropOffs.map(({ id }) => id);
    expect(all).toHaveLength(4);
    const paged: string[] = [];
    let after = '';
    for (let page = 0; page < 5; page += 1) {
      const { dropOffs, next } = await inbox(alpha, boothId, `?limit=1${after}`);
      paged.push(...dropOffs.map(({ id }) => id));
      if (next === null) break;
      after = `&after=${encodeURIComponent(next)}`;
    }
    expect(paged).toEqual(all);
    expect((await inbox(alpha, boothId, '?state=opened')).dropOffs).toEqual([]);
  });
});

describe('withdrawing', () => {
  test('[D5] the employer can no longer read the file, open links included; it may be dropped off again', async () => {
    const { id } = await dropOff(graduate, alphaPosition);
    const { file } = await open(alpha, id);
    expect((await alpha.fetch('GET', file.url.replace('/api', ''))).status).toBe(200);
    expect(await withdraw(graduate, id)).toMatchObject({ state: 'withdrawn' });
    expect(await readFile(alpha, file.url)).toBe('409 dropOffWithdrawn');
    expect(await alpha.refusal('POST', `/drop-offs/${id}/open`, {})).toBe('409 dropOffWithdrawn');
    expect((await decide(alpha, id, 'shortlist')).body.code).toBe('dropOffWithdrawn');
    expect((await inbox(alpha, app.seed.booths.alpha.id)).dropOffs).toEqual([]);
    expect(await withdraw(graduate, id)).toMatchObject({ state: 'withdrawn' });
    const again = await dropOff(graduate, alphaPosition);
    expect(again.id).not.toBe(id);
    expect(again.state).toBe('sent');
    expect((await myDay(graduate)).dropOffs.map(({ state }) => state).sort()).toEqual(['sent', 'withdrawn']);
  });

  test('[D5] a removed résumé stays with the employer who holds it, and its file goes with the last drop-off', async () => {
    const kept = await graduate.ask<{ id: string }>('POST', '/my/resumes', formWith(samplePdf('to go'), 'go.pdf'));
    const file = await app.db
      .selectFrom('resumes')
      .select('fileKey')
      .where('id', '=', kept.id as never)
      .executeTakeFirstOrThrow();
    const onDisk = path.join(app.dataDir, 'files', file.fileKey);
    const first = await dropOff(graduate, alphaPosition);
    const second = await dropOff(graduate, app.seed.booths.beta.positions[0]);
    const link = await graduate.ask<{ url: string }>('POST', `/resumes/${kept.id}/link`, {});
    await graduate.ask('DELETE', `/resumes/${kept.id}`);
    // Gone for its owner, links made before included; the employers read on.
    expect(await readFile(graduate, link.url)).toBe('404 resumeNotFound');
    expect(await graduate.refusal('POST', `/resumes/${kept.id}/link`, {})).toBe('404 resumeNotFound');
    const { url } = (await open(alpha, first.id)).file;
    expect((await alpha.fetch('GET', url.replace('/api', ''))).status).toBe(200);
    await withdraw(graduate, first.id);
    expect(existsSync(onDisk)).toBe(true);
    await withdraw(graduate, second.id);
    expect(existsSync(onDisk)).toBe(false);
  });
});

describe('whose it is', () => {
  test('[D1][P3] no other employer, no other graduate, learns that it exists', async () => {
    const { id } = await dropOff(graduate, alphaPosition);
    const { file } = await open(alpha, id);
    expect(await beta.refusal('POST', `/drop-offs/${id}/open`, {})).toBe('404 dropOffNotFound');
    expect((await decide(beta, id, 'shortlist')).body.code).toBe('dropOffNotFound');
    expect(await beta.refusal('GET', `/booths/${app.seed.booths.alpha.id}/drop-offs`)).toBe('404 boothNotFound');
    expect(await other.refusal('POST', `/drop-offs/${id}/withdraw`, {})).toBe('404 dropOffNotFound');
    const resumeId = app.seed.graduates[0]?.resumeId;
    expect(await other.refusal('POST', `/resumes/${resumeId}/link`, {})).toBe('404 resumeNotFound');
    expect(await other.refusal('DELETE', `/resumes/${resumeId}`)).toBe('404 resumeNotFound');
    for (const who of [beta, alphaToo, other, graduate])
      expect(await readFile(who, file.url)).toBe('404 resumeNotFound');
    expect(await readFile(app.visitor, file.url)).toBe('401 unauthenticated');
    expect((await myDay(graduate)).dropOffs).toMatchObject([{ id, state: 'opened' }]);
  });

  test('[R3] a link lasts ten minutes and cannot be altered', async () => {
    const { id } = await dropOff(graduate, alphaPosition);
    const { file } = await open(alpha, id);
    expect(file.expiresAt).toBe(app.clock.now() + FILE_LINK_MS);
    const [payload = '', signature = ''] = file.url.replace('/api/files/', '').split('.');
    const later = Buffer.from(
      JSON.stringify([...JSON.parse(Buffer.from(payload, 'base64url').toString()).slice(0, 3), 9e15]),
    );
    for (const token of [
      `${later.toString('base64url')}.${signature}`,
      payload,
      `${payload}.`,
      `${payload}.${'A'.repeat(43)}`,
      'x',
    ]) {
      expect(await alpha.refusal('GET', `/files/${token}`), token).toBe('404 resumeNotFound');
    }
    app.clock.advance(FILE_LINK_MS);
    expect((await alpha.fetch('GET', file.url.replace('/api', ''))).status).toBe(200);
    app.clock.advance(1);
    expect(await readFile(alpha, file.url)).toBe('410 fileLinkExpired');
  });

  test('[R3] who no longer recruits for the employer reads no more, with a link in hand', async () => {
    const { id } = await dropOff(graduate, alphaPosition);
    const { file } = await open(alphaToo, id);
    const grant = app.db.updateTable('grants').where('userId', '=', app.seed.people.alphaToo.id);
    await grant.set({ removedAt: new Date() }).execute();
    expect(await readFile(alphaToo, file.url)).toBe('403 forbidden');
    expect(await alphaToo.refusal('POST', `/drop-offs/${id}/open`, {})).toBe('403 forbidden');
    await grant.set({ removedAt: null }).execute();
  });

  test('[R3] a file is served so that no browser takes it for a page of ours', async () => {
    const { id } = await dropOff(graduate, alphaPosition);
    const { file } = await open(alpha, id);
    const { headers } = await alpha.fetch('GET', file.url.replace('/api', ''));
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});
