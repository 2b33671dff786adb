import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildClient } from '../../scripts/stages/client-build.ts';
import { freeMediaPorts, freePort } from './free-ports.ts';

const ROOT = path.dirname(path.dirname(import.meta.dirname));
/** Database cluster, migrations and demo fair on a busy machine with two cores. */
const READY_WITHIN_MS = 120_000;
const ENDS_WITHIN_MS = 20_000;

/** One of the accounts that the demo names. */
export type DemoSignIn = { role: string; name: string; email: string };

/** The real application: own process, own database, own data folder, real media worker, demo fair. */
export type App = {
  /** What a browser opens. */
  origin: string;
  password: string;
  signIns: readonly DemoSignIn[];
  /** All that it logged so far. */
  log(): string;
  /** Ends it as Ctrl-C does and removes its data; throws when it does not end cleanly. */
  stop(): Promise<void>;
};

/** Starts the application on free ports with a fresh demo fair, built client and all, and waits until it is ready. */
export async function startApp(settings: Record<string, string> = {}): Promise<App> {
  const quiet = { say: () => undefined, done: () => undefined };
  await buildClient(quiet, new AbortController().signal);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'cloudfair-e2e-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [path.join(ROOT, 'server', 'main.ts')], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: origin,
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      REDIS_URL: '',
      RTC_LISTEN_IP: '127.0.0.1',
      RTC_PORT_MIN: String(await freeMediaPorts(1)),
      RTC_WORKERS: '1',
      LOG_LEVEL: 'info',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const stop = async () => {
    await end(server, () => output);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(server, origin, () => output);
    const demo = (await (await fetch(`${origin}/api/demo`)).json()) as { password: string; signIns: DemoSignIn[] };
    return { origin, ...demo, log: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ready(server: ChildProcess, origin: string, log: () => string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}:\n${log()}`);
    const status = await fetch(`${origin}/readyz`).then(
      (answer) => answer.status,
      () => 0, // Not listening yet.
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${log()}`);
}

async function end(server: ChildProcess, log: () => string): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const late = setTimeout(() => server.kill('SIGKILL'), ENDS_WITHIN_MS);
  const [code] = (await ended) as [number | null];
  clearTimeout(late);
  if (code !== 0) throw new Error(`the server ended with ${code ?? 'a kill'}:\n${log()}`);
}
