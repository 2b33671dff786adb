import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request as plainRequest, type Server } from 'node:http';
import path from 'node:path';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type CaddyServer, type Question, startCaddy } from './support/caddy-server.ts';
import { makeCertificate } from './support/certificate.ts';
import { debianBinary } from './support/debian-binary.ts';
import { freePort } from './support/free-port.ts';
import { startOwned } from './support/owned-process.ts';
import { inRepo, temporaryFolder } from './support/paths.ts';

/** What the stand-in for the app saw of a request. */
interface Seen {
  url: string;
  headers: IncomingHttpHeaders;
  bytes: number;
}

const MIB = 1024 * 1024;

describe('deploy/caddy on Debian’s caddy', () => {
  const folder = temporaryFolder('proxy');
  const caddyfile = inRepo('deploy/caddy/Caddyfile');
  let caddy: CaddyServer;
  let upstream: Server;
  let sockets: SocketServer;

  const ask = (question: Question) => caddy.ask(question);

  async function seenBy(options: Question): Promise<Seen> {
    return JSON.parse((await ask(options)).text) as Seen;
  }

  beforeAll(async () => {
    // Stands in for the app: says what reached it, and has a socket.
    upstream = createServer((incoming, response) => {
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      incoming.on('end', () => {
        response.setHeader('X-Powered-By', 'Express');
        response.setHeader('Referrer-Policy', 'same-origin');
        const seen: Seen = { url: incoming.url ?? '', headers: incoming.headers, bytes };
        response.end(JSON.stringify(seen));
      });
      incoming.on('error', () => response.destroy());
    });
    sockets = new SocketServer(upstream, { transports: ['websocket'] });
    sockets.on('connection', (socket) => {
      socket.on('ping', (text: string, answer: (heard: string) => void) =>
        answer(`${text} ${socket.handshake.address}`),
      );
    });
    const upstreamPort = await freePort();
    await new Promise<void>((resolve) => upstream.listen(upstreamPort, '127.0.0.1', resolve));
    caddy = await startCaddy(folder, upstreamPort);
  });
  afterAll(async () => {
    await caddy?.stop();
    await sockets?.close();
    upstream?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['acme', 'files', 'internal'])('caddy validate accepts it with TLS=%s, without a warning', async (tls) => {
    let config = caddyfile;
    if (tls === 'files') {
      // Only the container has /certs: the same file with the test's own certificate.
      const { cert, key } = await makeCertificate(folder, 'fair.example.edu.cn');
      config = path.join(folder, 'Caddyfile');
      const text = readFileSync(caddyfile, 'utf8');
      expect(text).toContain('tls /certs/site.crt /certs/site.key');
      writeFileSync(config, text.replace('/certs/site.crt /certs/site.key', `${cert} ${key}`));
    }
    const run = await startOwned(
      [debianBinary('caddy', 'caddy'), 'validate', '--config', config, '--adapter', 'caddyfile'],
      { env: { ...caddy.env, DOMAIN: 'fair.example.edu.cn', TLS: tls } },
    );
    expect(await run.exited, run.output()).toBe(0);
    expect(run.output()).toContain('Valid configuration');
    expect(run.output()).not.toMatch(/"level":"error"|Unnecessary|not formatted|deprecated/);
  });

  it('passes a request on, and says truthfully who asked and how', async () => {
    const { url, headers } = await seenBy({
      path: '/api/fairs?open=now',
      headers: { 'X-Forwarded-For': '198.51.100.66', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'evil.example' },
    });
    expect(url).toBe('/api/fairs?open=now');
    expect(headers).toMatchObject({
      host: `localhost:${caddy.httpsPort}`,
      'x-forwarded-proto': 'https',
      'x-forwarded-host': `localhost:${caddy.httpsPort}`,
    });
    // A graduate's own word about the address is not passed on.
    expect(['127.0.0.1', '::1']).toContain(headers['x-forwarded-for']);
  });

  it('carries a socket, both ways', async () => {
    const socket = io(`https://localhost:${caddy.httpsPort}`, {
      transports: ['websocket'],
      // ws takes Node's TLS options; the browser's typings do not know them.
      ...({ ca: caddy.root } as object),
      reconnection: false,
    });
    try {
      const heard = await new Promise<string>((resolve, reject) => {
        socket.on('connect_error', reject);
        socket.emit('ping', '叫号', resolve);
      });
      expect(heard).toMatch(/^叫号 /);
    } finally {
      socket.close();
    }
  });

  it('lets a résumé of 10 MB through and ends a body over 12 MB with 413', async () => {
    expect(await seenBy({ path: '/upload', method: 'POST', body: Buffer.alloc(10 * MIB) })).toMatchObject({
      bytes: 10 * MIB,
    });
    const framings: Record<string, string>[] = [
      { 'Content-Length': String(13 * MIB) },
      { 'Transfer-Encoding': 'chunked' },
    ];
    for (const framing of framings) {
      const refused = await ask({
        path: '/upload',
        method: 'POST',
        headers: framing,
        body: Buffer.alloc(13 * MIB),
      }).catch((error: NodeJS.ErrnoException) => ({ status: error.code }));
      // Whoever is still sending may see the connection end first; Caddy 2.6 says 502 where 2.8 and newer say 413.
      expect([413, 'EPIPE', 'ECONNRESET', ...('Content-Length' in framing ? [] : [502])]).toContain(refused.status);
    }
  });

  it('refuses a body that announces too much before a byte of it is sent', async () => {
    const answer = await ask({
      path: '/upload',
      method: 'POST',
      headers: { 'Content-Length': '12000000' },
      hold: true,
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toBe('413 Request Entity Too Large');
  });

  it('adds HSTS, hides who serves, keeps what the app says of itself', async () => {
    const { headers } = await ask({ path: '/' });
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
    expect(headers.server).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('keeps metrics inside', async () => {
    expect((await ask({ path: '/metrics' })).status).toBe(404);
    expect((await ask({ path: '/metrics/' })).status).toBe(404);
  });

  it('sends plain http to https', async () => {
    const answer = await new Promise<Answer>((resolve, reject) => {
      plainRequest({ host: 'localhost', port: caddy.httpPort, path: '/fairs', agent: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '' });
      })
        .on('error', reject)
        .end();
    });
    expect(answer.status).toBe(308);
    expect(answer.headers.location).toBe(`https://localhost/fairs`);
  });

  it('waits for an app that starts again instead of showing an error', async () => {
    const { port } = upstream.address() as { port: number };
    await sockets.close();
    expect(upstream.listening).toBe(false);
    const answer = ask({ path: '/during-a-restart' });
    await new Promise<void>((resolve) => setTimeout(resolve, 700));
    upstream.listen(port, '127.0.0.1');
    expect((await answer).status).toBe(200);
  });

  it('has no admin port', () => {
    expect(caddy.output()).toContain('admin endpoint disabled');
  });
});
