import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IDEMPOTENCY_KEEP_MS } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { callNext, joinLine, openDesk } from '../support/booth-steps.ts';
import { patiently } from '../support/patience.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';

let app: TestApp;
let graduate: Session;
let other: Session;
let alpha: Session;
let start: number;

const withKey = (key: string) => ({ 'idempotency-key': key });

beforeAll(async () => {
  app = await startTestApp();
  const { people, graduates } = app.seed;
  [graduate, other, alpha] = await Promise.all([
    app.signIn(graduates[0]?.email ?? ''),
    app.signIn(graduates[1]?.email ?? ''),
    app.signIn(people.alpha.email),
  ]);
  start = app.clock.now();
});
beforeEach(async () => {
  app.clock.set(start);
  await app.db.deleteFrom('tickets').execute();
  await app.db.deleteFrom('desks').execute();
  await openDesk(alpha, app.seed.booths.alpha.id);
});
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

const joinPath = () => `/booths/${app.seed.booths.alpha.id}/tickets`;

describe('a command with a key', () => {
  test('[C1] fifty at one instant under one key: one row, and fifty times the same answer', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => patiently(() => graduate.refusal('POST', joinPath(), {}, withKey(key)))),
    );
    expect(answers[0]).toMatch(/^200 \{"id":/);
    expect(answers).toEqual(Array<string>(50).fill(answers[0] ?? ''));
    expect(await app.db.selectFrom('tickets').select('id').execute()).toHaveLength(1);
    expect(await app.db.selectFrom('ticketHistory').select('id').execute()).toHaveLength(1);
  });

  test('[C1] a retry gets the first answer, however much has changed since', async () => {
    const key = randomUUID();
    const first = await graduate.ask<{ id: string; state: string }>('POST', joinPath(), {}, withKey(key));
    await graduate.ask('POST', `/tickets/${first.id}/leave`, {});
    const before = await tableHashes(app.db);
    expect(await graduate.ask('POST', joinPath(), {}, withKey(key))).toEqual(first);
    expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
  });

  test('[C1] the key of another input, or of another command: 422, and nothing changes', async () => {
    const key = randomUUID();
    const { id } = await graduate.ask<{ id: string }>('POST', joinPath(), {}, withKey(key));
    const before = await tableHashes(app.db);
    const positionId = app.seed.booths.alpha.positions[0];
    expect(await graduate.refusal('POST', joinPath(), { positionId }, withKey(key))).toBe('422 idempotencyMismatch');
    expect(await graduate.refusal('POST', `/tickets/${id}/leave`, {}, withKey(key))).toBe('422 idempotencyMismatch');
    expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
  });

  test('[C1] a key belongs to its person: the same one of somebody else is another', async () => {
    const key = randomUUID();
    const mine = await graduate.ask<{ id: string }>('POST', joinPath(), {}, withKey(key));
    const theirs = await other.ask<{ id: string }>('POST', joinPath(), {}, withKey(key));
    expect(theirs.id).not.toBe(mine.id);
  });

  test('[C1] a refused command leaves its key free: the same key may pass later', async () => {
    const key = randomUUID();
    await alpha.ask('POST', `/booths/${app.seed.booths.alpha.id}/pause`, {});
    expect(await graduate.refusal('POST', joinPath(), {}, withKey(key))).toBe('409 boothPaused');
    await alpha.ask('POST', `/booths/${app.seed.booths.alpha.id}/resume`, {});
    expect(await graduate.refusal('POST', joinPath(), {}, withKey(key))).toMatch(/^200/);
  });

  test('[C1] a call retried under its key calls nobody else', async () => {
    await joinLine(graduate, app.seed.booths.alpha.id);
    await joinLine(other, app.seed.booths.alpha.id);
    const desk = await openDesk(alpha, app.seed.booths.alpha.id);
    const key = randomUUID();
    const calls = await Promise.all(
      Array.from({ length: 8 }, () =>
        patiently(() => alpha.refusal('POST', `/desks/${desk}/call-next`, {}, withKey(key))),
      ),
    );
    expect(new Set(calls).size).toBe(1);
    const called = await app.db.selectFrom('tickets').select('id').where('state', '=', 'called').execute();
    expect(called).toHaveLength(1);
    await expect(callNext(alpha, desk)).rejects.toThrow('deskBusy');
  });

  test('[C1] answers are kept for a day, then tidied away', async () => {
    const key = randomUUID();
    await graduate.ask('POST', joinPath(), {}, withKey(key));
    const kept = () => app.db.selectFrom('commandAnswers').select('key').where('key', '=', key).execute();
    app.clock.advance(IDEMPOTENCY_KEEP_MS - 60_000);
    await app.app.sweeper.sweep();
    expect(await kept()).toHaveLength(1);
    app.clock.advance(20 * 60_000);
    await app.app.sweeper.sweep();
    expect(await kept()).toHaveLength(0);
  });
});
