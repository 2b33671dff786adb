import { randomUUID } from 'node:crypto';
import type { APIResponse, Browser, BrowserContextOptions } from 'playwright-core';
import type { App } from './app.ts';
import { openVisitor, type Visitor } from './browser.ts';

/** Somebody signed in, with a browser of their own. */
export type Person = Visitor & {
  name: string;
  /** Asks the HTTP API as this person, beside the page. Answers with the body; throws on a refusal. */
  ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T>;
};

/** Signs a demo account in over HTTP. `index` chooses among those of a role, in the demo's order. */
export async function signInAs(
  app: App,
  browser: Browser,
  role: string,
  index = 0,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const account = app.signIns.filter((signIn) => signIn.role === role)[index];
  if (account === undefined) throw new Error(`the demo has no account ${index} of role ${role}`);
  const visitor = await openVisitor(browser, app.origin, options);
  const { request } = visitor.context;
  await bodyOf(
    await request.post('/api/auth/sign-in/email', {
      headers: { origin: app.origin },
      data: { email: account.email, password: app.password },
    }),
  );
  return {
    ...visitor,
    name: account.name,
    ask: async <T>(method: string, path: string, body?: object) =>
      (await bodyOf(
        await request.fetch(`/api${path}`, {
          method,
          headers: { origin: app.origin, 'idempotency-key': randomUUID() },
          ...(method === 'GET' ? {} : { data: body ?? {} }),
        }),
      )) as T,
  };
}

async function bodyOf(answer: APIResponse): Promise<unknown> {
  if (!answer.ok()) throw new Error(`${answer.status()} ${answer.url()}: ${await answer.text()}`);
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}
