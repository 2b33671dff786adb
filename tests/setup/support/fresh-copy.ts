import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { freeMediaPorts, freePort } from '../../support/free-ports.ts';

const ROOT = path.dirname(path.dirname(path.dirname(import.meta.dirname)));

/** The checkout as a newcomer would have it: every file git knows or would take, and nothing that was built. */
export async function copyCheckout(target: string): Promise<void> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    { cwd: ROOT, maxBuffer: 64 << 20 },
  );
  for (const name of stdout.split('\0').filter(Boolean)) {
    const to = path.join(target, name);
    await mkdir(path.dirname(to), { recursive: true });
    await cp(path.join(ROOT, name), to).catch((error: NodeJS.ErrnoException) => {
      // Deleted in the work tree, and not yet in the index.
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** The environment of a person's terminal: nothing of the npm and the Vitest that run this test, and no settings. */
function ownEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = [
    'HOME',
    'USER',
    'LANG',
    'TMPDIR',
    'XDG_CACHE_HOME',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NODE_EXTRA_CA_CERTS',
  ];
  const env = Object.fromEntries(inherited.map((name) => [name, process.env[name]]));
  const search = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...env, PATH: search.join(path.delimiter), ...settings };
}

/** `npm start` in a checkout, as a process group of its own. */
export interface StartedApp {
  npm: ChildProcess;
  url: string;
  /** From `npm start` to the ready line. */
  readyAfterMs: number;
  output(): string;
  /** Sends a signal to the whole group, as Ctrl-C does, or to npm alone; resolves with npm's end. */
  end(signal: NodeJS.Signals, whom: 'group' | 'npm'): Promise<number | NodeJS.Signals>;
}

/**
 * Runs `npm start` on free ports and waits for the line with the address.
 *
 * @throws Error with all that was printed when it ends without one.
 */
export async function startApp(checkout: string, settings: Record<string, string> = {}): Promise<StartedApp> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = ownEnvironment({
    PORT: String(port),
    RTC_PORT_MIN: String(await freeMediaPorts(1)),
    RTC_WORKERS: '1',
    ...settings,
  });
  const startedAt = performance.now();
  const npm = spawn('npm', ['start'], { cwd: checkout, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(npm, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  let output = '';
  const ready = new Promise<true>((resolve) => {
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes(url)) resolve(true);
      });
    }
  });
  const outcome = await Promise.race([ready, ended]);
  if (outcome !== true) throw new Error(`npm start ended (${outcome}) before it was ready:\n${output}`);
  return {
    npm,
    url,
    readyAfterMs: performance.now() - startedAt,
    output: () => output,
    end: (signal, whom) => {
      const pid = Number(npm.pid);
      process.kill(whom === 'group' ? -pid : pid, signal);
      return ended;
    },
  };
}

/** Linux: the command lines of all processes that work in a folder or below it. */
export async function processesIn(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      // A process that is gone by now, or a kernel thread, has no working directory.
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      return cwd === folder || cwd.startsWith(`${folder}/`)
        ? `${pid} ${await readlink(`/proc/${pid}/exe`).catch(() => '')}`
        : '';
    }),
  );
  return found.filter(Boolean);
}
