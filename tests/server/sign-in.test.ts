import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cookieOf, session, startTestApp, type TestApp } from '../support/app-server.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  await app.db.deleteFrom('authRateLimits').execute();
});
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

const MINUTE = 60_000;
const someone = () => app.seed.people.beta.email;

const attempt = (email: string, password: string, headers?: Record<string, string>) =>
  app.visitor.call<{ code?: string; requestId?: string; retryAfterMs?: number }>(
    'POST',
    '/auth/sign-in/email',
    { email, password },
    headers,
  );

describe('what a sign-in tells', () => {
  test('an unknown account and a wrong password are answered alike: status, body, headers', async () => {
    const told = async (email: string) => {
      const { status, body, headers } = await attempt(email, 'not the password');
      const { requestId: _own, ...rest } = body;
      return { status, body: rest, names: [...headers.keys()].sort(), cookies: headers.getSetCookie() };
    };
    const wrong = await told(someone());
    expect(wrong).toMatchObject({ status: 401, body: { code: 'badCredentials' }, cookies: [] });
    expect(await told('nobody@cloudfair.test')).toEqual(wrong);
    expect(await told('')).toMatchObject({ body: { code: 'invalidInput' } });
  });

  test('the time is spent for unknown accounts too', async () => {
    // Interleaved, medians, and a factor that a missing password hash (some 50 ms) would break by far.
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 7; round += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        const begun = performance.now();
        await attempt(kind === 'known' ? someone() : `nobody${round}@cloudfair.test`, 'not the password');
        times[kind].push(performance.now() - begun);
      }
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[3] ?? 0;
    expect(median(times.unknown)).toBeGreaterThan(median(times.known) / 3);
  });

  test('the cookie is HttpOnly and SameSite=Lax, and a new one at each sign-in, whatever was sent before', async () => {
    const first = await app.visitor.fetch('POST', '/auth/sign-in/email', {
      email: someone(),
      password: app.seed.password,
    });
    expect(await first.json()).toEqual({ ok: true });
    const [cookie] = first.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
    const held = cookieOf(first);
    const again = await session(app.url, held).fetch('POST', '/auth/sign-in/email', {
      email: someone(),
      password: app.seed.password,
    });
    expect(cookieOf(again)).not.toBe(held);
    const fixed = await app.visitor.fetch(
      'POST',
      '/auth/sign-in/email',
      { email: someone(), password: app.seed.password },
      { cookie: 'cloudfair.session_token=chosen-by-somebody-else' },
    );
    expect(cookieOf(fixed)).not.toContain('chosen-by-somebody-else');
  });

  test('after signing out, the cookie is nobody; other sessions live on', async () => {
    const [here, there] = await Promise.all([app.signIn(someone()), app.signIn(someone())]);
    await here.ask('POST', '/auth/sign-out', {});
    expect(await here.ask('GET', '/me')).toMatchObject({ user: null });
    expect(await here.refusal('GET', '/my/booths')).toBe('401 unauthenticated');
    expect(await there.ask('GET', '/me')).toMatchObject({ user: { email: someone() } });
  });

  test('a forged or altered cookie is nobody', async () => {
    const { cookie } = await app.signIn(someone());
    for (const altered of [
      cookie.replace(/.(?=$)/, 'x'),
      cookie.replace(/=[^.]+/, '=AAAA'),
      'cloudfair.session_token=x',
    ]) {
      if (altered === cookie) continue;
      expect(await session(app.url, altered).ask('GET', '/me')).toMatchObject({ user: null });
    }
  });

  test('an expired session is nobody', async () => {
    const who = await app.signIn(someone());
    await app.db
      .updateTable('authSessions')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where('userId', '=', app.seed.people.beta.id)
      .execute();
    expect(await who.refusal('GET', '/my/booths')).toBe('401 unauthenticated');
  });
});

describe('guessing', () => {
  const guess = async (email: string, headers?: Record<string, string>) => {
    const { status, body } = await attempt(email, 'a guess', headers);
    return `${status} ${body.code}`;
  };

  test('after eight wrong guesses at one account the address waits, even with the right password', async () => {
    for (let n = 0; n < 8; n += 1) expect(await guess(someone())).toBe('401 badCredentials');
    const { status, body, headers } = await attempt(someone(), app.seed.password);
    expect(status).toBe(429);
    expect(body).toMatchObject({ code: 'tooManyRequests', retryAfterMs: 15 * MINUTE });
    expect(headers.get('retry-after')).toBe('900');
    // Not another account, not the same under another spelling.
    expect((await attempt(app.seed.people.alpha.email, app.seed.password)).status).toBe(200);
    expect(await guess(` ${someone().toUpperCase()} `)).toBe('429 tooManyRequests');
    app.clock.advance(15 * MINUTE);
    expect((await attempt(someone(), app.seed.password)).status).toBe(200);
  });

  test('waiting out is not made longer by trying on, and an unknown account is guarded alike', async () => {
    for (let n = 0; n < 8; n += 1) await guess('nobody@cloudfair.test');
    app.clock.advance(10 * MINUTE);
    expect(await guess('nobody@cloudfair.test')).toBe('429 tooManyRequests');
    app.clock.advance(5 * MINUTE);
    expect(await guess('nobody@cloudfair.test')).toBe('401 badCredentials');
  });

  test('forty guesses at one instant are no way round: at most eight are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => guess(someone())));
    expect(answers.filter((answer) => answer === '401 badCredentials').length).toBeLessThanOrEqual(8);
    // On a machine that has no connection left within a second, some are not looked at for that reason.
    const others = answers.filter((answer) => answer !== '401 badCredentials');
    expect(others).toContain('429 tooManyRequests');
    for (const answer of others) expect(['429 tooManyRequests', '503 unavailable']).toContain(answer);
  });

  test('a success forgets the wrong guesses before it', async () => {
    for (let n = 0; n < 7; n += 1) await guess(someone());
    expect((await attempt(someone(), app.seed.password)).status).toBe(200);
    for (let n = 0; n < 7; n += 1) expect(await guess(someone())).toBe('401 badCredentials');
  });

  test('an address that one claims to have counts for nothing without a trusted proxy', async () => {
    for (let n = 0; n < 8; n += 1) {
      const spoofed = `10.0.0.${n}`;
      await guess(someone(), {
        'x-forwarded-for': spoofed,
        'x-real-ip': spoofed,
        forwarded: `for=${spoofed}`,
        'x-cloudfair-address': spoofed,
      });
    }
    expect(await guess(someone(), { 'x-forwarded-for': '10.9.9.9', 'x-cloudfair-address': '10.9.9.9' })).toBe(
      '429 tooManyRequests',
    );
  });

  test('240 sign-ins a minute from one address, not one more, whatever account they name', async () => {
    // Malformed ones count too, and cost no password hash.
    const answers: string[] = [];
    for (let n = 0; n < 245; n += 1) answers.push(await guess(`no address ${n}`));
    expect(answers.slice(0, 240)).toEqual(Array<string>(240).fill('422 invalidInput'));
    expect(answers.slice(240)).toEqual(Array<string>(5).fill('429 tooManyRequests'));
  });
});

describe('a database that does not answer', () => {
  test('is said to be so, as something to try again; the try counts for nothing', async () => {
    const held = await app.db.startTransaction().execute();
    await sql`LOCK TABLE users IN ACCESS EXCLUSIVE MODE`.execute(held);
    const answer = await attempt(someone(), app.seed.password);
    await held.rollback().execute();
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    const counted = await app.db.selectFrom('authRateLimits').select('count').where('key', 'like', 'guard:%').execute();
    expect(counted).toEqual([{ count: 0 }]);
    expect((await attempt(someone(), app.seed.password)).status).toBe(200);
  });
});

describe('one password for another', () => {
  test('needs the old one, and the new one then signs in', async () => {
    const { email } = app.seed.people.idle;
    const who = await app.signIn(email);
    const change = (currentPassword: string, newPassword: string) =>
      who.refusal('POST', '/auth/change-password', { currentPassword, newPassword });
    const before = await tableHashes(app.db);
    expect(await change('not the old one', 'another long password')).toBe('422 invalidInput');
    expect(await change(app.seed.password, 'short')).toBe('422 invalidInput');
    expect(changedTables(before, await tableHashes(app.db))).toEqual(['auth_rate_limits']);
    expect(await change(app.seed.password, 'another long password')).toMatch(/^200/);
    expect((await attempt(email, app.seed.password)).status).toBe(401);
    expect((await attempt(email, 'another long password')).status).toBe(200);
  });

  test('is not offered to a visitor', async () => {
    const body = { currentPassword: 'x', newPassword: 'another long password' };
    expect(await app.visitor.refusal('POST', '/auth/change-password', body)).toBe('401 unauthenticated');
  });
});
