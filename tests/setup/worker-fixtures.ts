import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach } from 'vitest';

/** A new folder for each test of the calling suite, gone after it. */
export function temporaryFolder(): () => string {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cloudfair-worker-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** An executable shell script. @returns its path */
export async function scriptIn(folder: string, name: string, body: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o755);
  return file;
}

/** An archive as mediasoup publishes them, holding this one file by its base name. */
export async function archiveOf(file: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cloudfair-archive-'));
  try {
    const archive = path.join(folder, 'worker.tgz');
    await create({ file: archive, cwd: path.dirname(file), gzip: true }, [path.basename(file)]);
    return await readFile(archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A server of releases on loopback for one test. */
export interface ReleaseServer {
  baseUrl: string;
  /** Paths asked for so far. */
  asked: string[];
}

/** Starts release servers, each with its own behaviour, and closes them after each test with all their connections. */
export function releaseServers(): (answer: RequestListener) => Promise<ReleaseServer> {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });
  return async (answer) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  };
}

/** A loopback port that nobody listens on, as far as one can know. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
