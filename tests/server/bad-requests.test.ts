import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { rawRequest } from '../support/raw-request.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';

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
afterEach(() => {
  // Whatever was sent, nothing happened that nobody foresaw.
  expect(app.logged.splice(0).filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(() => app.close());

const JSON_TYPE = { 'content-type': 'application/json' };

/** Runs `attempts`, after which every table has to be as it was. */
async function changesNothing(attempts: () => Promise<void>): Promise<void> {
  const before = await tableHashes(app.db);
  await attempts();
  expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
}

const fairInput = (now: number) => ({
  name: { zh: '双选会', en: 'Fair' },
  notice: { zh: '', en: '' },
  partnerUniversityIds: [] as string[],
  dropOffOpensAt: now,
  startsAt: now + 1_000,
  endsAt: now + 3_600_000,
});

describe('bodies', () => {
  test.each([
    ['cut JSON', '{"name": {"zh": "x"', '400 badJson'],
    ['no JSON at all', 'name=x', '400 badJson'],
    ['NaN', '{"locale": NaN}', '400 badJson'],
    ['a string', '"en"', '422 invalidInput'],
    ['an array', '[]', '422 invalidInput'],
    ['null', 'null', '422 invalidInput'],
    ['nothing', '', '422 invalidInput'],
    ['10,000 levels of arrays', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, '422 invalidInput'],
    ['10,000 levels in a field', `{"locale": ${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}}`, '422 invalidInput'],
    ['a million zeros as a number', `{"locale": 1${'0'.repeat(50_000)}}`, '422 invalidInput'],
    ['more than 64 KB', `{"locale": "${'x'.repeat(70_000)}"}`, '413 payloadTooLarge'],
    ['an unknown field', '{"locale": "en", "role": "admin"}', '422 invalidInput'],
    ['a prototype as a field', '{"locale": "en", "__proto__": {"role": "admin"}}', '422 invalidInput'],
    ['a constructor as a field', '{"locale": "en", "constructor": {"prototype": {"x": 1}}}', '422 invalidInput'],
  ])('[C4] %s: refused with its own code', async (_what, body, expected) => {
    await changesNothing(async () => {
      expect(await graduate.refusal('PUT', '/me/locale', body, JSON_TYPE)).toBe(expected);
    });
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x'])(
    '[C4] %s where JSON belongs: 415',
    async (type) => {
      await changesNothing(async () => {
        const answer = await graduate.refusal('PUT', '/me/locale', '{"locale":"en"}', { 'content-type': type });
        expect(answer).toBe('415 unsupportedMediaType');
        const signIn = await app.visitor.refusal('POST', '/auth/sign-in/email', '{"email":"a@b.c"}', {
          'content-type': type,
        });
        expect(signIn).toBe('415 unsupportedMediaType');
      });
    },
  );

  test('[C4] the sign-in refuses malformed and oversized bodies as the rest does', async () => {
    const send = (body: string) => app.visitor.refusal('POST', '/auth/sign-in/email', body, JSON_TYPE);
    expect(await send('{"email":')).toBe('400 badJson');
    expect(await send(`{"email":"${'x'.repeat(20_000)}"}`)).toBe('413 payloadTooLarge');
    expect(await send('{"email":5,"password":{}}')).toBe('422 invalidInput');
  });

  test('a body that breaks off ends in no answer and no harm', async () => {
    await changesNothing(async () => {
      const answer = rawRequest(
        app.url,
        'PUT',
        '/api/me/locale',
        { cookie: graduate.cookie, origin: app.url, 'content-type': 'application/json', 'content-length': '5000' },
        '{"locale":',
      );
      // The other end hangs up as soon as it has nothing more to say.
      const timer = setTimeout(() => app.app.http.closeAllConnections(), 300);
      await answer;
      clearTimeout(timer);
    });
    expect((await graduate.call('GET', '/me')).status).toBe(200);
  });
});

describe('text that the database cannot hold', () => {
  const bad = [
    ['NUL', 'a\u0000b'],
    ['a lone high surrogate', 'a\ud800b'],
    ['a lone low surrogate', '\udc00'],
  ] as const;

  test.each(bad)(
    '%s in each text of the product: 422, whether it is stored, searched or hashed',
    async (_what, text) => {
      const { seed, clock } = app;
      const boothId = seed.booths.alpha.id;
      await changesNothing(async () => {
        const zh = JSON.stringify(text);
        const fair = JSON.stringify(fairInput(clock.now())).replace('"双选会"', zh);
        const all: [Session, string, string, string][] = [
          [organizer, 'POST', '/fairs', fair],
          [
            organizer,
            'POST',
            `/fairs/${seed.fair.id}/booths`,
            `{"employerId":"${seed.employers.idle}","hallId":"${seed.fair.hallId}","number":${zh}}`,
          ],
          [
            app.visitor,
            'POST',
            '/invitations/accept',
            `{"token":"${'t'.repeat(30)}","name":${zh},"password":"long enough 1"}`,
          ],
          [recruiter, 'PUT', `/interviews/${randomUUID()}/note`, `{"note":${zh}}`],
          [graduate, 'POST', `/interviews/${randomUUID()}/messages`, `{"text":${zh}}`],
        ];
        for (const [who, method, path, body] of all) {
          expect(await who.refusal(method, path, body, JSON_TYPE), path).toBe('422 invalidInput');
        }
        for (const path of [`/fairs/${seed.fair.id}/booths?search=%00`, `/fairs/${seed.fair.id}/booths?city=a%00`]) {
          expect(await graduate.refusal('GET', path), path).toBe('422 invalidInput');
        }
        expect(await recruiter.refusal('GET', `/booths/${boothId}/drop-offs?after=%00`)).toBe('422 invalidInput');
      });
      expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
    },
  );
});

describe('numbers and times', () => {
  test.each([
    ['1e400', '1e400'],
    ['2^53 + 1', '9007199254740993'],
    ['beyond what a Date holds', '8640000000000001'],
    ['long before the calendar', '-8640000000000000'],
    ['a fraction', '1.5'],
    ['a string', '"2026-11-23"'],
    ['null', 'null'],
  ])('%s as a time of a fair: 422', async (_what, value) => {
    await changesNothing(async () => {
      const whole = JSON.stringify({ ...fairInput(app.clock.now()), endsAt: 'HERE' }).replace('"HERE"', value);
      expect(await organizer.refusal('POST', '/fairs', whole, JSON_TYPE)).toBe('422 invalidInput');
    });
  });

  test.each(['0', '-1', '101', '1.5', 'NaN', 'abc', '', '1e9'])('limit=%s: 422', async (limit) => {
    expect(await graduate.refusal('GET', `/fairs/${app.seed.fair.id}/booths?limit=${limit}`)).toBe('422 invalidInput');
  });

  test.each(['0|x', 'x', `1|${'-'.repeat(36)}`, `999999999999999|${randomUUID()}`])(
    'a page key of one’s own making (%s): refused or empty, never an error of ours',
    async (after) => {
      const path = `/booths/${app.seed.booths.alpha.id}/drop-offs?after=${encodeURIComponent(after)}`;
      const answer = await recruiter.call<{ code?: string }>('GET', path);
      expect([200, 422]).toContain(answer.status);
    },
  );
});

describe('queries', () => {
  test('unknown, repeated and nested parameters are refused and pollute nothing', async () => {
    const floor = `/fairs/${app.seed.fair.id}/booths`;
    for (const query of [
      'x=1',
      'search=a&search=b',
      'search[a]=1',
      '__proto__[role]=admin',
      'constructor[prototype][x]=1',
    ]) {
      expect(await graduate.refusal('GET', `${floor}?${query}`), query).toBe('422 invalidInput');
    }
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
  });

  test('SQL in a search is text', async () => {
    const floor = `/fairs/${app.seed.fair.id}/booths`;
    for (const text of ["' OR 1=1 --", '%', '_', "\\'; DROP TABLE users; --"]) {
      const found = await graduate.ask<{ total: number }>('GET', `${floor}?search=${encodeURIComponent(text)}`);
      expect(found.total, text).toBe(0);
    }
    const all = await graduate.ask<{ total: number }>('GET', `${floor}?search=alpha`);
    expect(all.total).toBe(1);
  });
});

describe('paths and methods', () => {
  test.each([
    ['GET', '/nothing', '404 notFound'],
    ['POST', '/nothing/at/all', '404 notFound'],
    ['GET', '/auth/get-session', '404 notFound'],
    ['POST', '/auth/sign-up/email', '404 notFound'],
    ['POST', '/auth/update-user', '404 notFound'],
    ['POST', '/auth/delete-user', '404 notFound'],
    ['GET', '/fairs/not-a-uuid', '422 invalidInput'],
    ['GET', '/fairs/%E0%A4%A', '422 invalidInput'],
    ['GET', '/files/%E0%A4%A', '400 badRequest'],
  ])('%s %s: %s', async (method, path, expected) => {
    expect(await graduate.refusal(method, path, method === 'POST' ? {} : undefined)).toBe(expected);
  });

  test.each([
    ['DELETE', '/me', 'GET'],
    ['PATCH', '/me/locale', 'PUT'],
    ['GET', '/me/locale', 'PUT'],
    ['GET', '/auth/sign-in/email', 'POST'],
    ['DELETE', '/my/resumes', 'GET, POST'],
    ['PUT', '/my/resumes', 'GET, POST'],
    ['POST', '/files/x.y', 'GET'],
    ['OPTIONS', '/fairs', 'GET, POST'],
  ])('%s %s: 405 with Allow: %s', async (method, path, allow) => {
    const answer = await graduate.call(method, path);
    expect(answer.status).toBe(405);
    expect(answer.body).toMatchObject({ code: 'methodNotAllowed' });
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(allow.split(', ').sort());
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each([
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cetc%5cpasswd',
    '/assets/%00',
    '/assets/%zz',
    '/assets/nothing.js',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/package.json',
    '/api/files/..%2f..%2fetc%2fpasswd',
    '/api/files/../../etc/passwd',
    '/api/docs/assets/..%2fpackage.json',
    '/api/docs/assets/../../../../package.json',
  ])('%s leads to no file outside', async (path) => {
    const answer = await rawRequest(app.url, 'GET', path, { cookie: graduate.cookie });
    expect(answer.body).not.toMatch(/root:|"dependencies"|__CSP_NONCE__/);
    expect([200, 400, 404, 422]).toContain(answer.status);
    // What is answered at all is the page itself, for the client to route.
    if (answer.status === 200) expect(answer.head).toMatch(/content-type: text\/html/i);
  });

  test('headers beyond 16 KB: 431', async () => {
    const answer = await rawRequest(app.url, 'GET', '/api/me', { 'x-long': 'x'.repeat(20_000) });
    expect(answer.status).toBe(431);
  });

  test('an answer of refusal tells its code and an id, nothing of the input or the inside', async () => {
    const answer = await graduate.call<Record<string, unknown>>('GET', '/fairs/secret-input');
    expect(Object.keys(answer.body).sort()).toEqual(['code', 'fields', 'requestId', 'status', 'title', 'type']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('x-request-id')).toBe(answer.body.requestId);
    expect(JSON.stringify(answer.body)).not.toMatch(/secret-input|at .*\.ts|select|node_modules/i);
  });
});

describe('where a request comes from', () => {
  const foreign: [string, Record<string, string>][] = [
    ['another site', { origin: 'https://evil.example' }],
    ['null', { origin: 'null' }],
    ['our name as the beginning of another', { origin: 'http://127.0.0.1.evil.example' }],
    ['our host, another port', { origin: 'http://127.0.0.1:1' }],
    ['our host over https', { origin: 'https://127.0.0.1' }],
  ];

  test.each(foreign)('[P4] Origin: %s: 403 for every change', async (_what, headers) => {
    await changesNothing(async () => {
      const attempts: [string, string][] = [
        ['PUT', '/me/locale'],
        ['POST', '/my/resumes'],
        ['POST', '/auth/sign-in/email'],
        ['POST', '/auth/sign-out'],
      ];
      for (const [method, path] of attempts) {
        expect(await graduate.refusal(method, path, { locale: 'en' }, headers), path).toBe('403 crossSite');
      }
    });
  });

  test('[P4] without an Origin, what the browser says of the site counts', async () => {
    const send = (site: string | undefined) =>
      rawRequest(
        app.url,
        'PUT',
        '/api/me/locale',
        {
          cookie: graduate.cookie,
          'content-type': 'application/json',
          ...(site === undefined ? {} : { 'sec-fetch-site': site }),
        },
        '{"locale":"zh-CN"}',
      );
    expect((await send('cross-site')).status).toBe(403);
    expect((await send('same-site')).status).toBe(403);
    expect((await send('same-origin')).status).toBe(200);
    expect((await send(undefined)).status).toBe(200);
  });

  test('an Idempotency-Key that is no key: 400', async () => {
    for (const key of ['short', 'x'.repeat(65), 'with space here', "'; DROP TABLE users"]) {
      const answer = await graduate.refusal('PUT', '/me/locale', { locale: 'en' }, { 'idempotency-key': key });
      expect(answer).toBe('400 badRequest');
    }
  });
});
