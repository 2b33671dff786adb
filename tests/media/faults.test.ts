import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import process from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { createMediaEngine, type MediaEngine, MediaPortError } from '../../server/media/engine.ts';
import { freeMediaPorts } from '../support/free-ports.ts';
import { memoryLogger, startEngine, until, workerBin } from './support/engine.ts';
import { capabilitiesOf, eventsOf, joinRoom, produceRequest } from './support/peers.ts';

let engine: MediaEngine | null = null;
afterEach(async () => {
  await engine?.close();
  engine = null;
});

/** The worker that has the one room. */
function busyWorker(of: MediaEngine) {
  const worker = of.stats().workers.find(({ rooms }) => rooms === 1);
  if (worker === undefined) throw new Error('no worker has the room');
  return worker;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('[F10] a worker that dies is routine', () => {
  test.each([1, 2])(
    'kill -9, %i workers: replaced, the room goes on under a new epoch, peers join again',
    async (workers) => {
      engine = await startEngine({ workers });
      const ada = await joinRoom(engine, { userId: 'ada' });
      const bo = await joinRoom(engine, { userId: 'bo' });
      await ada.session.request('media:produce', produceRequest(ada.session, 'microphone'));
      const { pid, port } = busyWorker(engine);
      process.kill(pid, 'SIGKILL');
      await until('both are told of the reset', () =>
        [ada, bo].every((peer) => eventsOf(peer, 'reset').some(({ epoch }) => epoch === 2)),
      );
      expect(isRunning(pid)).toBe(false);
      await expect(
        ada.session.request('media:restartIce', { transportId: ada.session.joined.sendTransport.id }),
      ).rejects.toMatchObject({ code: 'mediaNotJoined' });

      const again = await joinRoom(engine, { userId: 'ada', rtpCapabilities: capabilitiesOf(ada.session) });
      expect(again.session.joined.epoch).toBe(2);
      expect(again.session.joined.peers.map(({ userId, producers }) => [userId, producers])).toEqual([['bo', []]]);
      expect(eventsOf(bo, 'peerJoined').at(-1)).toMatchObject({ replaces: ada.session.peerId });
      await again.session.request('media:produce', produceRequest(again.session, 'microphone'));

      const running: MediaEngine = engine;
      await until('the dead worker is replaced', () => running.healthy());
      const { restarts, workers: now } = running.stats();
      expect(restarts).toBe(1);
      expect(now.map((worker) => worker.port)).toContain(port);
      expect(now.map((worker) => worker.pid)).not.toContain(pid);
      expect(await running.audit()).toEqual({ routers: 1, transports: 2 });
    },
  );

  test('a join in flight while the worker dies comes out on another', async () => {
    engine = await startEngine({ workers: 2 });
    await joinRoom(engine, { userId: 'ada' });
    process.kill(busyWorker(engine).pid, 'SIGSTOP');
    const joining = joinRoom(engine, { userId: 'bo' });
    process.kill(busyWorker(engine).pid, 'SIGKILL');
    expect((await joining).session.joined.epoch).toBe(2);
  });

  test('[F12] a worker that hangs is killed and replaced', async () => {
    engine = await startEngine({ workers: 1 });
    const ada = await joinRoom(engine);
    const { pid } = busyWorker(engine);
    process.kill(pid, 'SIGSTOP');
    expect(await engine.healthy()).toBe(false);
    await until('told of the reset', () => eventsOf(ada, 'reset').length === 1, 12_000);
    expect(isRunning(pid)).toBe(false);
    const running: MediaEngine = engine;
    await until('healthy again', () => running.healthy());
  }, 30_000);

  test('[F11] a worker that keeps dying is started at most once a second, from the fifth death in a minute on with growing pauses', async () => {
    engine = await startEngine({ workers: 1 });
    const running: MediaEngine = engine;
    const startedAt = [performance.now()];
    for (let death = 1; death <= 5; death += 1) {
      process.kill(running.stats().workers[0]?.pid ?? 0, 'SIGKILL');
      await until('gone', () => running.stats().workers.length === 0);
      await until('back', () => running.stats().workers.length === 1);
      startedAt.push(performance.now());
    }
    const pauses = startedAt.slice(1).map((at, index) => at - (startedAt[index] ?? 0));
    expect(Math.min(...pauses.slice(1))).toBeGreaterThan(900);
    expect(pauses.at(-1)).toBeGreaterThan(1900);
    expect(running.stats().restarts).toBe(5);
  }, 30_000);
});

describe('a start that cannot have its ports says so', () => {
  test.each(['UDP', 'TCP'])('%s taken: named, and no worker is left running', async (protocol) => {
    const portMin = await freeMediaPorts(2);
    const udp = createSocket('udp4');
    const tcp = createServer();
    if (protocol === 'UDP') await new Promise<void>((resolve) => udp.bind(portMin + 1, '127.0.0.1', resolve));
    else await new Promise<void>((resolve) => tcp.listen(portMin + 1, '127.0.0.1', resolve));
    const logger = memoryLogger();
    const starting = createMediaEngine({
      workers: 2,
      listenIp: '127.0.0.1',
      portMin,
      workerBin: await workerBin(),
      logger,
    });
    const error = await starting.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MediaPortError);
    expect(String(error)).toContain(`127.0.0.1:${portMin + 1} (${protocol}) is taken`);
    const pids = logger.lines.flatMap(({ facts }) =>
      'pid' in facts && typeof facts.pid === 'number' ? [facts.pid] : [],
    );
    expect(pids.filter(isRunning)).toEqual([]);
    udp.close();
    tcp.close();
  });

  test('an address that is not of this machine', async () => {
    await expect(startEngine({ workers: 1, listenIp: '203.0.113.7' })).rejects.toThrow(/203\.0\.113\.7.*RTC_LISTEN_IP/);
  });

  test('a worker binary that does not start', async () => {
    await expect(startEngine({ workers: 1, workerBin: '/bin/false' })).rejects.toThrow();
  });
});

test('close ends every worker, tells the rooms, and can be called again; later joins are refused', async () => {
  const closing = await startEngine({ workers: 2 });
  const ada = await joinRoom(closing);
  const pids = closing.stats().workers.map(({ pid }) => pid);
  expect(pids.every(isRunning)).toBe(true);
  await Promise.all([closing.close(), closing.close()]);
  expect(pids.filter(isRunning)).toEqual([]);
  expect(eventsOf(ada, 'roomClosed')).toEqual([{ type: 'roomClosed', reason: 'shutdown' }]);
  await expect(joinRoom(closing)).rejects.toMatchObject({ code: 'mediaUnavailable' });
  expect(closing.stats()).toMatchObject({ rooms: 0, peers: 0, workers: [] });
});

test('the engine leaves no signal handlers on the process: a drain decides when calls end', async () => {
  const before = process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
  engine = await startEngine({ workers: 2 });
  expect(process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')).toBe(before);
});
