import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Server, type Socket } from 'socket.io';
import { build } from 'vite';
import { MEDIA_REQUESTS } from '#shared/contract/media.ts';
import {
  type MediaEngine,
  type MediaEngineOptions,
  MediaError,
  type PeerRequestName,
  type PeerSession,
} from '../../../server/media/engine.ts';
import { parseMediaRequest } from '../../../server/media/parse-request.ts';
import { startEngine } from './engine.ts';

/** The engine behind a bare Socket.IO server, and the call client on a bare page: signalling and media as in the product, no domain. */
export type CallHarness = {
  engine: MediaEngine;
  /** Joins so far. */
  joins(): number;
  open(browser: Browser | BrowserContext, query: Record<string, string>): Promise<Page>;
  close(): Promise<void>;
};

type Ack = (answer: object) => void;

export async function startCallHarness(overrides: Partial<MediaEngineOptions> = {}): Promise<CallHarness> {
  const [engine, script] = await Promise.all([startEngine(overrides), bundlePage()]);
  const http = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript ? script : '<!doctype html><title>call</title><body><script type="module" src="/page.js"></script>',
    );
  });
  let joins = 0;
  const io = new Server(http, { transports: ['websocket'], maxHttpBufferSize: 64 * 1024 });
  io.on('connection', (socket) => {
    socket.onAny((event) => {
      if (event === 'media:join') joins += 1;
    });
    serve(socket, engine);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    engine,
    joins: () => joins,
    async open(browser, query) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams(query)}`);
      await page.waitForFunction((ready) => ready in window, 'room' in query ? 'probe' : 'devices');
      return page;
    },
    async close() {
      await io.close();
      await engine.close();
    },
  };
}

/** The gateway in small: one media peer a socket. */
export function serve(socket: Socket, engine: MediaEngine): void {
  let session: PeerSession | null = null;
  socket.on('media:join', (payload: unknown, ack: Ack) =>
    answer(ack, async () => {
      const { roomId, rtpCapabilities } = parseMediaRequest('media:join', payload);
      const joined = await engine.join({
        roomId,
        rtpCapabilities,
        peerId: crypto.randomUUID(),
        userId: String(socket.handshake.auth.userId),
        displayRole: 'guest',
        iceServers: [],
        notify: (notice) => socket.emit('media:event', notice),
      });
      session = joined;
      if (!socket.connected) joined.close('disconnected');
      return joined.joined;
    }),
  );
  for (const name of Object.keys(MEDIA_REQUESTS) as (keyof typeof MEDIA_REQUESTS)[]) {
    if (name === 'media:join') continue;
    socket.on(name, (payload: unknown, ack: Ack) => answer(ack, () => request(session, name, payload)));
  }
  socket.on('disconnect', () => session?.close('disconnected'));
}

async function request(session: PeerSession | null, name: PeerRequestName, payload: unknown): Promise<object> {
  if (session === null) throw new MediaError('mediaNotJoined', 'join first');
  return session.request(name, payload);
}

async function answer(ack: Ack, work: () => Promise<object>): Promise<void> {
  try {
    ack({ ok: true, ...(await work()) });
  } catch (error) {
    const code = error instanceof MediaError ? error.code : 'internal';
    const retryable = ['mediaFailed', 'mediaNotJoined', 'mediaUnavailable', 'internal'].includes(code);
    ack({ ok: false, code, retryable });
  }
}

async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../harness', import.meta.url)),
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: fileURLToPath(new URL('../harness/page.ts', import.meta.url)) },
    },
  });
  const output = Array.isArray(result) ? result[0]?.output : 'output' in result ? result.output : undefined;
  const [chunk] = output ?? [];
  if (chunk?.type !== 'chunk') throw new Error('the page of the harness was not bundled');
  return chunk.code;
}
