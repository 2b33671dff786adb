import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app-server.ts';
import { declaredRoutes } from './support/every-route.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => expect(app.logged.splice(0)).toEqual([]));
afterAll(() => app.close());

describe('the page', () => {
  test('carries a nonce of its own in each answer, and a policy that lets nothing inline and nothing foreign run', async () => {
    const [first, second] = await Promise.all([fetch(`${app.url}/`), fetch(`${app.url}/fairs/any`)]);
    const nonces = await Promise.all(
      [first, second].map(async (page) => /nonce="([^"]+)"/.exec(await page.text())?.[1]),
    );
    expect(new Set(nonces).size).toBe(2);
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`'nonce-${nonces[0]}'`);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/https?:\/\/(?!127)|\*|unsafe-eval/);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    expect(first.headers.get('x-powered-by')).toBeNull();
  });

  test('its assets are kept for a year, one that is not there is 404 and no page', async () => {
    const asset = await fetch(`${app.url}/assets/page.js`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    await asset.body?.cancel();
    const missing = await fetch(`${app.url}/assets/page-of-yesterday.js`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: 'notFound' });
  });
});

describe('for machines', () => {
  test('GET /healthz and /readyz answer JSON', async () => {
    expect(await (await fetch(`${app.url}/healthz`)).json()).toMatchObject({ ok: true });
    const ready = await fetch(`${app.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ ok: true, database: true, workers: true, draining: false });
  });

  test('GET /api/openapi.json describes every route of the contract, and /api/docs shows it from our own host', async () => {
    const document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(document.openapi).toMatch(/^3\./);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const contract = declaredRoutes()
      .map(({ name }) => name)
      .filter((name) => !name.includes(' /auth/') && name !== 'POST /my/resumes' && name !== 'GET /files/{token}');
    expect(described.sort()).toEqual(contract.sort());
    const docs = await (await fetch(`${app.url}/api/docs`)).text();
    for (const [, source] of docs.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(source?.startsWith('/api/docs/')).toBe(true);
      const part = await fetch(`${app.url}${source}`);
      expect(part.status, source).toBe(200);
      await part.body?.cancel();
    }
  });
});
