import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout, processesIn, startApp } from './support/fresh-copy.ts';

/** Packages, client, database and demo fair: minutes on a slow machine. */
const PATIENCE_MS = 600_000;

let checkout: string;
beforeAll(async () => {
  checkout = path.join(await mkdtemp(path.join(tmpdir(), 'cloudfair-')), 'fresh clone 云');
  await copyCheckout(checkout);
}, PATIENCE_MS);
afterAll(() => rm(path.dirname(checkout), { recursive: true, force: true }), PATIENCE_MS);

const leftOver = () => (process.platform === 'linux' ? processesIn(checkout) : Promise.resolve([]));

test('npm start on a fresh clone becomes ready, Ctrl-C ends all of it with code 0, and it starts again', {
  timeout: PATIENCE_MS,
}, async () => {
  await expect(stat(path.join(checkout, 'node_modules'))).rejects.toThrow('ENOENT');
  const first = await startApp(checkout);
  expect(first.output()).toMatch(/^\[1\/5\] packages: installed in \d+ s$/m);
  const answer = await fetch(`${first.url}/readyz`);
  expect(answer.status).toBe(200);
  expect((await fetch(first.url)).headers.get('content-type')).toMatch(/^text\/html/);
  // Positive control for the count below.
  if (process.platform === 'linux') expect(await leftOver()).not.toEqual([]);
  expect(await first.end('SIGINT', 'group')).toBe(0);
  expect(await leftOver()).toEqual([]);

  const second = await startApp(checkout);
  expect(second.output()).not.toMatch(/installed in|built in/);
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  // As a service manager stops it: npm alone is told.
  await second.end('SIGTERM', 'npm');
  expect(await leftOver()).toEqual([]);
  console.log(`ready after ${Math.round(first.readyAfterMs)} ms, then ${Math.round(second.readyAfterMs)} ms`);
  expect(second.readyAfterMs).toBeLessThan(30_000);
});
