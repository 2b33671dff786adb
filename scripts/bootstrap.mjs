// Runs under whatever Node the machine has (20 or later): brings the packages, among them Node 24, and hands over to
// a stage, which is TypeScript and runs under that one. Plain JavaScript without a dependency, since nothing is there yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const NODE = path.join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** How long a stage gets to answer a signal by itself, when the terminal has sent it one too, before it is passed on. */
const ANSWER_MS = 250;

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether what is installed is what package-lock.json asks for; npm writes its own list when an install has ended well. */
function isInstalled() {
  const wanted = readPackages(path.join(ROOT, 'package-lock.json'));
  const present = readPackages(path.join(ROOT, 'node_modules', '.package-lock.json'));
  if (wanted === undefined) throw new Error('package-lock.json is missing or damaged; restore it with git');
  if (present === undefined || !existsSync(NODE)) return false;
  return Object.entries(wanted).every(([name, { version, optional, link }]) => {
    if (name === '' || link) return true;
    return present[name] === undefined ? optional === true : present[name].version === version;
  });
}

/** Installs the packages of package-lock.json, telling how long it has taken so far. */
async function install(step) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const tty = process.stdout.isTTY === true;
  const tell = () =>
    process.stdout.write(`${tty ? '\r' : ''}${step} packages: installing, ${seconds()} s${tty ? '' : '\n'}`);
  tell();
  const telling = setInterval(tell, tty ? 1_000 : 10_000);
  // Development packages too: the client is built here. mediasoup's own installer is told that a worker is there, so
  // that npm 10, which cannot be told to leave it out, does not build one; ours is made in a later step.
  const env = {
    ...process.env,
    MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN || 'provided-by-cloudfair',
    SCARF_ANALYTICS: 'false',
  };
  const npm = spawn('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const code = await new Promise((resolve) => {
    npm.once('error', (error) => resolve(error.message));
    npm.once('close', (status, signal) => resolve(status ?? signal));
  });
  clearInterval(telling);
  if (tty) process.stdout.write('\r\x1b[K');
  if (code === 0 && existsSync(NODE)) {
    process.stdout.write(`${step} packages: installed in ${seconds()} s\n`);
    return;
  }
  process.stderr.write(`${said.trim()}\n`);
  const why =
    code === 0 ? 'npm left out Node 24; allow the install script of the package "node"' : `npm ci ended with ${code}`;
  process.stderr.write(`The packages could not be installed: ${why}.\n`);
  process.exit(1);
}

/** Runs the stage under Node 24, passes signals on exactly once, and ends as it ends. */
function handOver(stage, args, env) {
  const script = path.join(ROOT, 'scripts', 'stages', `${stage}.ts`);
  // The install's programs first: what a stage starts by name is what the project brought.
  const cache = process.env.NODE_COMPILE_CACHE || path.join(ROOT, 'node_modules', '.cache', 'node');
  const search = [path.join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter);
  const child = spawn(NODE, ['--disable-warning=ExperimentalWarning', script, ...args], {
    // Compiled code is kept: it takes a third off the time until the server is ready.
    env: { ...process.env, ...env, PATH: search, NODE_COMPILE_CACHE: cache },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let answered = false;
  let told = false;
  child.on('message', (message) => {
    if (message === 'stopping') answered = true;
  });
  // Ctrl-C reaches the whole group, npm and us and the stage, and npm passes it on as well: we see it twice, and the
  // stage may have had it already. It says so; only when it does not was the signal for us alone.
  const pass = (signal) => {
    if (told) return;
    told = true;
    setTimeout(() => {
      if (!answered) child.kill(signal);
    }, ANSWER_MS);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => pass(signal));
  child.once('error', (error) => {
    process.stderr.write(`Node 24 from node_modules could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    // Stopped as asked is a good end, also when the stage was too young to answer.
    process.exit(code ?? (told && signal !== 'SIGKILL' ? 0 : 1));
  });
}

/**
 * Installs what is missing and runs a stage.
 * @param {string} stage its name in scripts/stages
 * @param {number} steps how many steps this command shows in all
 * @param {string[]} args the stage's arguments
 */
export async function bootstrap(stage, steps, args) {
  try {
    if (!isInstalled()) await install(`[1/${steps}]`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  handOver(stage, args, { CLOUDFAIR_STEPS: String(steps) });
}
