import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { viewContract } from '#shared/contract/socket.ts';
import { type Action, PERMISSIONS, type Relation, VIEWERS, type Viewer } from '#shared/rules/permissions.ts';
import { SOCKET_ORDERS } from '../../server/live/gateway.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { formWith, samplePdf } from '../support/resume-files.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';
import { type Cast, expectationsOf, gatherCast, type Member } from './support/cast.ts';
import { declaredRoutes, mountedRoutes, type RouteName } from './support/every-route.ts';
import { createStage, type Scene, type Stage } from './support/stage.ts';

/** How one route is called on the stage so that whoever may call it succeeds. */
type Call = {
  scene?: Scene;
  /** Values for the placeholders of the path, where they are not those of the stage. */
  params?: (viewer: Viewer, member: Member) => Record<string, string> | Promise<Record<string, string>>;
  body?: (member: Member) => unknown;
  /** The status for who lacks the relation; 404 unless said otherwise. */
  hiddenStatus?: number;
};

let app: TestApp;
let stage: Stage;
let cast: Cast;

beforeAll(async () => {
  app = await startTestApp();
  [stage, cast] = await Promise.all([createStage(app), gatherCast(app)]);
}, 120_000);
afterAll(() => app.close());

const fairInput = () => ({
  name: { zh: '双选会 Live fair', en: 'Live fair' },
  notice: { zh: '', en: '' },
  partnerUniversityIds: [app.seed.universities.partner],
  dropOffOpensAt: app.clock.now() - 3_600_000,
  startsAt: app.clock.now() - 60_000,
  endsAt: app.clock.now() + 3_600_000,
});
const empty = () => ({});

/** Every route, once. A route that is not here fails the suite, and so does a line here without a route. */
const CALLS: Record<RouteName, Call> = {
  'GET /me': {},
  'PUT /me/locale': { body: () => ({ locale: 'zh-CN' }) },
  'GET /demo': {},
  'POST /invitations': {
    body: () => ({ email: 'x@cloudfair.test', role: 'counsellor', universityId: app.seed.universities.host }),
    hiddenStatus: 403,
  },
  'POST /invitations/accept': {
    body: () => ({ token: stage.invitationToken, name: 'Invited', password: 'long enough to be one' }),
  },
  'GET /fairs': {},
  'GET /fairs/{fairId}': {},
  'GET /fairs/{fairId}/facets': {},
  'GET /fairs/{fairId}/booths': {},
  'POST /fairs': { body: fairInput },
  'PUT /fairs/{fairId}': { body: fairInput },
  'POST /fairs/{fairId}/publish': { params: () => ({ fairId: app.seed.draft.id }), body: empty },
  'POST /fairs/{fairId}/pause': { body: empty },
  'POST /fairs/{fairId}/resume': { body: empty },
  'POST /fairs/{fairId}/extend': { body: () => ({ byMinutes: 30 }) },
  'GET /universities': {},
  'GET /fairs/{fairId}/employers': {},
  'GET /booths/{boothId}': {},
  'POST /fairs/{fairId}/booths': {
    body: () => ({ employerId: app.seed.employers.idle, hallId: app.seed.fair.hallId, number: 'Z9' }),
  },
  'GET /my/booths': {},
  'POST /booths/{boothId}/pause': { body: empty },
  'POST /booths/{boothId}/resume': { body: empty },
  'POST /booths/{boothId}/desks': { body: empty },
  'POST /desks/{deskId}/close': { body: empty },
  'GET /my/resumes': {},
  'POST /resumes/{resumeId}/link': { body: empty },
  'DELETE /resumes/{resumeId}': {},
  'POST /positions/{positionId}/drop-offs': { body: empty },
  'POST /drop-offs/{dropOffId}/withdraw': { body: empty },
  'GET /booths/{boothId}/drop-offs': {},
  'POST /drop-offs/{dropOffId}/open': { body: empty },
  'POST /drop-offs/{dropOffId}/decide': { body: () => ({ decision: 'shortlist' }) },
  'GET /my/day': {},
  'POST /booths/{boothId}/tickets': { params: () => ({ boothId: app.seed.booths.beta.id }), body: empty },
  'POST /tickets/{ticketId}/leave': { body: empty },
  'POST /desks/{deskId}/call-next': { body: empty },
  'POST /tickets/{ticketId}/put-back': { scene: 'called', body: empty },
  'POST /tickets/{ticketId}/accept': { scene: 'called', body: empty },
  'POST /tickets/{ticketId}/decline': { scene: 'called', body: empty },
  'GET /interviews/{interviewId}': { scene: 'interview' },
  'GET /my/interviews': { scene: 'interview' },
  'GET /booths/{boothId}/interviews': { scene: 'interview' },
  'GET /interviews/{interviewId}/record': { scene: 'interview' },
  'POST /interviews/{interviewId}/messages': { scene: 'interview', body: () => ({ text: '你好' }) },
  'POST /interviews/{interviewId}/end': { scene: 'interview', body: empty },
  'PUT /interviews/{interviewId}/note': { scene: 'interview', body: () => ({ note: 'n' }) },
  'PUT /interviews/{interviewId}/outcome': { scene: 'ended', body: () => ({ outcome: 'offer', release: false }) },
  'POST /my/resumes': { body: ({ name }) => formWith(samplePdf(name), 'new.pdf') },
  // A link is bound to its person: the booth's team have their own, everybody else tries that of another.
  'GET /files/{token}': { params: async (viewer, member) => ({ token: await linkFor(viewer, member) }) },
  'POST /auth/sign-in/email': {
    body: ({ email }) => ({ email: email ?? app.seed.people.admin.email, password: stage.password }),
  },
  'POST /auth/sign-out': { body: empty },
  'POST /auth/change-password': { body: () => ({ currentPassword: stage.password, newPassword: stage.password }) },
};

/** Routes of Express beside those of the table: they tell nothing of anybody, and take no session into account. */
const OPEN_ROUTES = [
  'GET /healthz',
  'GET /readyz',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/docs/start.js',
  'GET /{*path}',
];

/** What else is in Express's stack, in order: a new handler has to be looked at here first. */
const HANDLERS = [
  ' <anonymous>', // identify
  ' nonce',
  ' helmetMiddleware',
  ' permissionsPolicy',
  '/api <anonymous>', // sameOrigin
  '/api/auth jsonOnly',
  '/api/docs/assets serveStatic',
  '/api jsonOnly',
  '/api <anonymous>', // the contract's routes
  '/api refuseUnknown',
  ' compression',
  '/assets serveStatic',
  ' serveStatic',
  ' <anonymous>', // answerErrors
];

const cellOf = (action: Action, viewer: Viewer): Relation | undefined =>
  (PERMISSIONS[action] as Partial<Record<Viewer, Relation>>)[viewer];

async function linkFor(viewer: Viewer, member?: Member): Promise<string> {
  const { alpha, owner } = cast;
  const path =
    viewer === 'recruiter'
      ? `/drop-offs/${stage.ids.dropOffId}/open`
      : `/resumes/${app.seed.graduates[0]?.resumeId}/link`;
  const reader = viewer !== 'recruiter' ? owner : member?.name === 'alphaToo' ? member : alpha;
  const answer = await reader?.session.ask<{ url?: string; file?: { url: string } }>('POST', path, {});
  return (answer?.url ?? answer?.file?.url ?? '').replace('/api/files/', '');
}

/** For what ends or changes sessions: one of its own for each call. */
function sessionFor(path: string, member: Member): Session | Promise<Session> {
  return path.startsWith('/auth/') && member.email !== undefined ? app.signIn(member.email) : member.session;
}

describe('nothing is outside of the table', () => {
  const routes = declaredRoutes();

  test('[P1] every declared route is called below, and every call has its route', () => {
    expect(Object.keys(CALLS).sort()).toEqual(routes.map(({ name }) => name).sort());
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  });

  test('[P1] Express has mounted no route and no handler beside the declared ones', () => {
    const beside = routes
      .filter(({ path }) => path === '/my/resumes' || path.startsWith('/files/') || path.startsWith('/auth/'))
      .filter(({ name }) => name !== 'GET /my/resumes')
      .map(({ method, path }) => `${method} /api${path}`);
    const mounted = mountedRoutes(app.app);
    expect(mounted.routes).toEqual([...beside, ...OPEN_ROUTES].sort());
    expect(mounted.handlers).toEqual(HANDLERS);
  });

  test('[P1] every action of the table is named by a route, an order or a view', () => {
    const used = new Set<Action>([
      ...routes.map(({ action }) => action),
      ...Object.values(SOCKET_ORDERS).map(({ action }) => action),
      ...Object.values(viewContract).map(({ action }) => action),
    ]);
    expect([...used].sort()).toEqual(Object.keys(PERMISSIONS).sort());
  });
});

describe('each route for each viewer, with and without the relation', () => {
  beforeEach(() => {
    app.logged.length = 0;
  });

  test.each(declaredRoutes())('[P1][P3] $name ($action)', async ({ name, method, path, action }) => {
    const call = CALLS[name];
    if (call === undefined) throw new Error(`${name} is not in the matrix`);
    for (const viewer of VIEWERS) {
      for (const { member, expected } of expectationsOf(cast, viewer, cellOf(action, viewer))) {
        const who = `${member.name} (${viewer}) is ${expected}`;
        await stage.set(call.scene ?? 'line');
        const params = { ...stage.ids, ...(await call.params?.(viewer, member)) } as Record<string, string>;
        const target = path.replace(/\{(\w+)\}/g, (_whole, key: string) => params[key] ?? '');
        const session = await sessionFor(path, member);
        const before = await tableHashes(app.db);
        const answer = await session.fetch(method, target, call.body?.(member));
        const said = `${who}: ${answer.status} ${(await answer.text()).slice(0, 300)}`;
        if (expected === 'allowed') {
          expect(answer.status, said).toBeLessThan(400);
        } else {
          const refused = viewer === 'visitor' ? 401 : 403;
          expect(answer.status, said).toBe(expected === 'refused' ? refused : (call.hiddenStatus ?? 404));
          expect(changedTables(before, await tableHashes(app.db)), said).toEqual([]);
        }
      }
    }
    expect(app.logged).toEqual([]);
  });
});

describe('no GET changes state', () => {
  test('[P5] every GET and HEAD, sent by everybody, leaves every table as it was; a POST does not', async () => {
    const gets = declaredRoutes().filter(({ method }) => method === 'GET');
    await stage.set('ended');
    const paths: string[] = OPEN_ROUTES.map((route) => route.replace('GET ', '').replace('{*path}', 'any/page'));
    for (const { path } of gets) {
      for (const viewer of path.startsWith('/files/') ? (['graduate', 'recruiter'] as const) : (['visitor'] as const)) {
        const params = { ...stage.ids, token: await linkFor(viewer) } as Record<string, string>;
        paths.push(`/api${path.replace(/\{(\w+)\}/g, (_whole, key: string) => params[key] ?? '')}`);
      }
    }
    paths.push('/assets/page.js', '/api/docs/assets/swagger-ui.css', '/api/nothing', '/api/auth/get-session');
    const before = await tableHashes(app.db);
    let succeeded = 0;
    for (const { session } of Object.values(cast)) {
      for (const path of paths) {
        for (const method of ['GET', 'HEAD']) {
          const answer = await fetch(`${app.url}${path}`, {
            method,
            headers: { origin: app.url, 'idempotency-key': 'a-key-for-a-get', cookie: session.cookie },
          });
          await answer.arrayBuffer();
          if (answer.ok) succeeded += 1;
        }
      }
    }
    expect(changedTables(before, await tableHashes(app.db))).toEqual([]);
    // The positive control: the calls did reach what they ask for, and a change would have been seen.
    expect(succeeded).toBeGreaterThan(200);
    await cast.owner?.session.ask('PUT', '/me/locale', { locale: 'en' });
    expect(changedTables(before, await tableHashes(app.db))).toEqual(['users']);
    await cast.owner?.session.ask('PUT', '/me/locale', { locale: 'zh-CN' });
  });
});
