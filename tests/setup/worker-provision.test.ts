import { copyFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseNinjaLine } from '../../server/setup/worker/build-worker.ts';
import { type DownloadLimits, releaseUrl } from '../../server/setup/worker/download-worker.ts';
import { type ProvisionOptions, provisionWorker, WorkerUnavailable } from '../../server/setup/worker/provision.ts';
import { lockWorkerCache, workerCache } from '../../server/setup/worker/worker-cache.ts';
import type { WorkerProgress } from '../../server/setup/worker/worker-progress.ts';
import { targetName, type WorkerTarget, workerTarget } from '../../server/setup/worker/worker-target.ts';
import { archiveOf, closedPort, releaseServers, scriptIn, temporaryFolder } from './worker-fixtures.ts';

/** Gives up soon, and on little. */
const IMPATIENT: DownloadLimits = { firstByteMs: 300, stallMs: 300, totalMs: 600, bytes: 1_000 };

/** A worker that works, made once for all tests: from the machine's cache, or downloaded or built into it. */
let realBin: string;
let target: WorkerTarget;

beforeAll(async () => {
  target = await workerTarget();
  ({ bin: realBin } = await provisionWorker({ env: process.env, report: () => undefined, interactive: false }));
}, 900_000);

describe('provisioning the mediasoup worker', () => {
  const folder = temporaryFolder();
  const serve = releaseServers();
  let told: WorkerProgress[];
  let options: ProvisionOptions;
  let cachedBin: string;

  const texts = () => told.map(({ text }) => text);
  const failure = async (given: ProvisionOptions): Promise<WorkerUnavailable> => {
    const error = await provisionWorker(given).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WorkerUnavailable);
    return error as WorkerUnavailable;
  };
  const from = (baseUrl: string): ProvisionOptions => ({
    ...options,
    env: { ...options.env, MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: baseUrl },
  });

  beforeEach(async () => {
    told = [];
    const tools = path.join(folder(), 'tools');
    await mkdir(tools);
    options = {
      // An empty PATH has no cmake and no apt-get: the build is closed unless a test opens it.
      env: { PATH: tools, XDG_CACHE_HOME: folder(), MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD: '' },
      report: (progress) => told.push(progress),
      interactive: false,
    };
    cachedBin = workerCache(options.env, target).bin;
  });

  const putInCache = async (file: string) => {
    await mkdir(path.dirname(cachedBin), { recursive: true });
    await copyFile(file, cachedBin);
  };

  describe('MEDIASOUP_WORKER_BIN', () => {
    test('comes before the cache', async () => {
      await putInCache(realBin);
      const env = { ...options.env, MEDIASOUP_WORKER_BIN: realBin };
      expect(await provisionWorker({ ...options, env })).toEqual({ bin: realBin, source: 'env' });
    });

    test('naming nothing ends the start, although the cache has one', async () => {
      await putInCache(realBin);
      const env = { ...options.env, MEDIASOUP_WORKER_BIN: '/nowhere/worker' };
      expect((await failure({ ...options, env })).message).toBe('MEDIASOUP_WORKER_BIN names no file: /nowhere/worker');
    });

    test('naming a program that is no worker ends the start with its reason', async () => {
      const env = { ...options.env, MEDIASOUP_WORKER_BIN: await scriptIn(folder(), 'other', 'exit 1') };
      expect((await failure({ ...options, env })).message).toMatch(/does not work.*ended with code 1/);
    });
  });

  describe('cache', () => {
    test('lies in XDG_CACHE_HOME, else in ~/.cache, by version, platform, architecture and musl', () => {
      const name = targetName(target);
      expect(workerCache({ HOME: '/home/li' }, target).bin).toBe(
        `/home/li/.cache/cloudfair/worker/${name}/mediasoup-worker`,
      );
      expect(workerCache({ HOME: '/home/li', XDG_CACHE_HOME: 'relative' }, target).root).toMatch(/^\/home\/li\//);
      expect(targetName({ ...target, version: '3.27.1', platform: 'linux', arch: 'x64', libc: 'musl' })).toBe(
        '3.27.1-linux-x64-musl',
      );
    });

    test('is tested at its first use only', async () => {
      await putInCache(realBin);
      const testing = expect.stringContaining('testing');
      expect(await provisionWorker(options)).toEqual({ bin: cachedBin, source: 'cache' });
      expect(texts()).toEqual([testing]);
      expect(await provisionWorker(options)).toEqual({ bin: cachedBin, source: 'cache' });
      expect(texts()).toEqual([testing]);
    });

    test('a broken one that had been good is replaced', async () => {
      await putInCache(realBin);
      await provisionWorker(options);
      await truncate(cachedBin, 100_000);
      const archive = await archiveOf(realBin);
      const { baseUrl } = await serve((_, response) => response.end(archive));
      expect(await provisionWorker(from(baseUrl))).toEqual({ bin: cachedBin, source: 'download' });
      expect(texts()).toContainEqual(expect.stringContaining('the cached one is replaced'));
      expect((await readFile(cachedBin)).equals(await readFile(realBin))).toBe(true);
    });

    test('a broken one is never handed out, even if there is no other way', async () => {
      await putInCache(await scriptIn(folder(), 'mediasoup-worker', 'exit 0'));
      const { baseUrl } = await serve((_, response) => response.writeHead(404).end());
      await failure(from(baseUrl));
    });

    test('a folder that cannot be written is said', async () => {
      await writeFile(path.join(folder(), 'file'), '');
      const env = { ...options.env, XDG_CACHE_HOME: path.join(folder(), 'file') };
      expect((await failure({ ...options, env })).message).toMatch(/no folder to keep.*set XDG_CACHE_HOME/);
    });
  });

  describe('download', () => {
    test('asks for the archive that mediasoup publishes, and counts bytes', async () => {
      const archive = await archiveOf(realBin);
      const server = await serve((_, response) => {
        response.writeHead(200, { 'content-length': archive.length }).end(archive);
      });
      expect(await provisionWorker(from(server.baseUrl))).toEqual({ bin: cachedBin, source: 'download' });
      expect(server.asked).toEqual([new URL(releaseUrl(target, server.baseUrl)).pathname]);
      expect(told).toContainEqual({ step: 'worker', text: 'downloading', done: archive.length, total: archive.length });
      // Nothing of the work is left beside it.
      expect(await readdir(path.join(folder(), 'cloudfair', 'worker'))).not.toContainEqual(
        expect.stringContaining('making'),
      );
    });

    test('names archives as mediasoup does', () => {
      const linux: WorkerTarget = { ...target, version: '3.27.1', platform: 'linux', arch: 'x64', kernelMajor: 6 };
      const mac: WorkerTarget = { ...linux, platform: 'darwin', arch: 'arm64', kernelMajor: undefined };
      expect(releaseUrl(linux, 'https://x/d/')).toBe(
        'https://x/d/3.27.1/mediasoup-worker-3.27.1-linux-x64-kernel6.tgz',
      );
      expect(releaseUrl(mac, 'https://x/d')).toBe('https://x/d/3.27.1/mediasoup-worker-3.27.1-darwin-arm64.tgz');
    });

    test('two at once make one download', async () => {
      const archive = await archiveOf(realBin);
      const server = await serve((_, response) => setTimeout(() => response.end(archive), 100));
      const both = await Promise.all([provisionWorker(from(server.baseUrl)), provisionWorker(from(server.baseUrl))]);
      expect(both.map(({ source }) => source).sort()).toEqual(['cache', 'download']);
      expect(server.asked).toHaveLength(1);
      expect(texts()).toContainEqual(expect.stringContaining('another process is getting it'));
    });

    test('a refused connection goes on to the build', async () => {
      expect((await failure(from(`http://127.0.0.1:${await closedPort()}`))).message).toMatch(
        /- download: .*ECONNREFUSED/,
      );
      expect(texts()).toContain('preparing the build');
    });

    test('a server that never answers is given up on', async () => {
      const { baseUrl } = await serve(() => undefined);
      expect((await failure({ ...from(baseUrl), downloadLimits: IMPATIENT })).message).toContain(
        '- download: no answer within 0.3 s',
      );
    });

    test('a download that stalls is given up on', async () => {
      const { baseUrl } = await serve((_, response) => response.writeHead(200).write('first bytes'));
      expect((await failure({ ...from(baseUrl), downloadLimits: IMPATIENT })).message).toContain(
        '- download: no further data within 0.3 s',
      );
    });

    test('a download that only trickles is given up on', async () => {
      const { baseUrl } = await serve((_, response) => {
        const trickle = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(trickle));
      });
      const error = await failure({ ...from(baseUrl), downloadLimits: IMPATIENT });
      expect(error.message).toContain('- download: not complete within 0.6 s');
    });

    test('more than a worker can be is not taken', async () => {
      const { baseUrl } = await serve((_, response) => response.end(Buffer.alloc(2_000)));
      const error = await failure({ ...from(baseUrl), downloadLimits: IMPATIENT });
      expect(error.message).toContain('- download: larger than 1000 bytes');
    });

    test.each([
      ['garbage', () => Buffer.from('<html>sign in to the campus network</html>'), /not an archive with/],
      ['an archive without a worker', async () => archiveOf(await scriptIn(folder(), 'readme', '')), /not an archive/],
      [
        'a worker that does not run here',
        async () => archiveOf(await scriptIn(folder(), 'mediasoup-worker', 'exit 1')),
        /is not a mediasoup worker that runs here/,
      ],
    ])('%s is refused and not kept', async (_, content, reason) => {
      const body = await content();
      const { baseUrl } = await serve((_request, response) => response.end(body));
      expect((await failure(from(baseUrl))).message).toMatch(reason);
      await expect(readFile(cachedBin)).rejects.toThrow(/ENOENT/);
    });

    test('404 says that there is none for this platform; musl and a wish to skip ask nobody', async () => {
      const server = await serve((_, response) => response.writeHead(404).end());
      expect((await failure(from(server.baseUrl))).message).toContain('publishes none for this platform');
      const env = { ...from(server.baseUrl).env, MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD: 'true' };
      expect((await failure({ ...options, env })).message).toContain('- download: skipped by');
      expect(server.asked).toHaveLength(1);
    });
  });

  describe('build', () => {
    /** A CMake that prepares nothing, and a Ninja of the test's making. */
    const tools = async (ninja: string) => {
      await scriptIn(path.join(folder(), 'tools'), 'cmake', 'exit 0');
      await scriptIn(path.join(folder(), 'tools'), 'ninja', ninja);
      return { ...options, env: { ...options.env, MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD: '1' } };
    };

    test('reports objects compiled, and keeps what it made', async () => {
      const given = await tools(
        `echo "[1/2] Building X"; echo "[2/2] Linking"; /bin/cp ${realBin} "$2/mediasoup-worker"`,
      );
      expect(await provisionWorker(given)).toEqual({ bin: cachedBin, source: 'build' });
      expect(told).toContainEqual({ step: 'worker', text: 'building', done: 1, total: 2 });
      expect(told).toContainEqual({ step: 'worker', text: 'building', done: 2, total: 2 });
    });

    test('a compiler that fails is quoted', async () => {
      const given = await tools(
        'echo "[1/2] Building X"; echo "FAILED: X.o"; echo "X.cpp:1: error: no such thing"; exit 1',
      );
      expect((await failure(given)).message).toMatch(
        /- build: ninja ended with code 1 \| FAILED: X.o \| .*no such thing/,
      );
    });

    test('a build that makes no working worker is refused', async () => {
      const given = await tools(
        'printf "#!/bin/sh\\nexit 5\\n" > "$2/mediasoup-worker"; /bin/chmod +x "$2/mediasoup-worker"',
      );
      expect((await failure(given)).message).toMatch(/- build: .*ended with code 5/);
    });

    test('an abort ends it with its reason, keeps what was compiled and gives the lock back', async () => {
      const given = await tools('echo x > "$2/compiled.o"; echo "[1/2] Building X"; exec /bin/sleep 60');
      const stop = new AbortController();
      const report = (progress: WorkerProgress) => {
        if (progress.done === 1) stop.abort(new Error('stopped by SIGINT'));
      };
      await expect(provisionWorker({ ...given, report, signal: stop.signal })).rejects.toThrow('stopped by SIGINT');
      const cache = workerCache(given.env, target);
      expect(await readFile(path.join(cache.workshop, 'build', 'compiled.o'), 'utf8')).toBe('x\n');
      (await lockWorkerCache(cache, { onWait: () => expect.unreachable('the lock is still held') }))();
    });

    test('Ninja lines', () => {
      expect(parseNinjaLine('[12/261] Building CXX object a.o')).toEqual({ done: 12, total: 261 });
      expect(parseNinjaLine('ninja: no work to do.')).toBeUndefined();
    });
  });

  test('no way at all: the message names both ways and what to install or set', async () => {
    const { baseUrl } = await serve((_, response) => response.writeHead(503).end());
    const { message } = await failure(from(baseUrl));
    expect(message).toContain('- download: the server answered 503');
    expect(message).toContain('- build: cmake could not be started');
    expect(message).toMatch(/install a C\+\+20 compiler, CMake >= 3\.22, Ninja, flatc/);
    expect(message).toContain('MEDIASOUP_WORKER_BIN');
    expect(message).toContain('MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL');
  });
});
