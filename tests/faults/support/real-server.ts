import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildClient } from '../../../scripts/stages/client-build.ts';
import { freeMediaPorts, freePort } from '../../support/free-ports.ts';

const ROOT = path.dirname(path.dirname(path.dirname(import.meta.dirname)));
/** Database cluster, migrations and demo fair on a busy machine with two cores. */
const READY_WITHIN_MS = 120_000;

/** Where a server lives: its folder and ports, kept over a restart. */
export type Home = { url: string; env: NodeJS.ProcessEnv };

/** A server in a process of its own, as `npm start` runs it. */
export type RealServer = {
  url: string;
  pid: number;
  /** All that it printed and logged. */
  output(): string;
  alive(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with its exit code or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
};

/** Chooses ports; nothing is started. */
export async function makeHome(dataDir: string, settings: Record<string, string> = {}): Promise<Home> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    REDIS_URL: '',
    RTC_LISTEN_IP: '127.0.0.1',
    RTC_PORT_MIN: String(await freeMediaPorts(1)),
    RTC_WORKERS: '1',
    LOG_LEVEL: 'info',
    ...settings,
  };
  return { url, env };
}

/** Starts the real server, and waits until it is ready. Throws with all it printed when it ends before. */
export async function startServer({ url, env }: Home): Promise<RealServer> {
  await buildClient({ say: () => undefined, done: () => undefined }, new AbortController().signal);
  const child = spawn(process.execPath, [path.join(ROOT, 'server', 'main.ts')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const alive = () => child.exitCode === null && child.signalCode === null;
  await ready(child, url, alive, () => output);
  return { url, pid: Number(child.pid), output: () => output, alive, kill: (signal) => void child.kill(signal), ended };
}

async function ready(child: ChildProcess, url: string, alive: () => boolean, output: () => string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (!alive()) throw new Error(`the server ended before it was ready:\n${output()}`);
    if ((await statusOf(`${url}/readyz`)) === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${output()}`);
}

/** The status of a GET, or 0 when nobody listens. */
export async function statusOf(url: string): Promise<number> {
  try {
    const answer = await fetch(url);
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    if (error instanceof TypeError) return 0;
    throw error;
  }
}

/** Ends a server if it still runs, politely at first. */
export async function endServer(server: RealServer | undefined): Promise<void> {
  if (server?.alive() !== true) return;
  server.kill('SIGTERM');
  const late = setTimeout(() => server.kill('SIGKILL'), 20_000);
  await server.ended;
  clearTimeout(late);
}
