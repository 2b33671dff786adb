import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { Server } from 'socket.io';
import { build } from 'vite';
import { serve } from '../../media/support/call-harness.ts';
import { startEngine } from '../../media/support/engine.ts';
import { freePort } from '../../support/free-ports.ts';

/** The bare call that the product is compared with: one page and one script, no database, no session, no policy. */
export type BareCall = {
  /** Opens the page of a person in a room, in a tab that is there already. */
  open(page: Page, user: string, room: string): Promise<void>;
  close(): Promise<void>;
};

/** Starts the bare page's server with a media engine configured as the product's. */
export async function startBareCall(): Promise<BareCall> {
  const [engine, script, port] = await Promise.all([startEngine({ workers: 1 }), bundle(), freePort()]);
  const http = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript ? script : '<!doctype html><title>bare</title><body><script type="module" src="/page.js"></script>',
    );
  });
  const io = new Server(http, { transports: ['websocket'] });
  io.on('connection', (socket) => serve(socket, engine));
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  return {
    async open(page, user, room) {
      await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ user, room })}`, { waitUntil: 'commit' });
    },
    async close() {
      await io.close();
      await engine.close();
    },
  };
}

/** The page's script, minified as the product's is. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: { write: false, rollupOptions: { input: path.join(import.meta.dirname, 'page.ts') } },
  });
  const output = Array.isArray(result) ? result[0]?.output : 'output' in result ? result.output : undefined;
  const [chunk] = output ?? [];
  if (chunk?.type !== 'chunk') throw new Error('the bare page was not bundled');
  return chunk.code;
}
