import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import path from 'node:path';
import { debianBinary } from './debian-binary.ts';
import { freePort } from './free-port.ts';
import { type OwnedProcess, startOwned } from './owned-process.ts';
import { inRepo } from './paths.ts';

/** An answer that came through the proxy. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Question {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  /** Sends the head alone. */
  hold?: boolean;
}

/** Caddy with deploy/caddy/Caddyfile for `https://localhost:<httpsPort>`, with an authority of its own. */
export interface CaddyServer extends OwnedProcess {
  httpsPort: number;
  httpPort: number;
  /** Certificate of its authority, for clients that shall trust it. */
  root: Buffer;
  env: Record<string, string>;
  ask(question: Question): Promise<Answer>;
}

const NOT_YET = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPROTO', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'];

/** Starts it in front of a port of this machine; everything it keeps lies in `folder`. */
export async function startCaddy(folder: string, upstreamPort: number): Promise<CaddyServer> {
  const [httpsPort, httpPort] = [await freePort(), await freePort()];
  const env = {
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    DOMAIN: 'localhost',
    TLS: 'internal',
    APP_UPSTREAM: `127.0.0.1:${upstreamPort}`,
    HTTPS_PORT: String(httpsPort),
    HTTP_PORT: String(httpPort),
  };
  let root = Buffer.alloc(0);
  const ask = ({ hold, body, ...options }: Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: 'localhost', port: httpsPort, ca: root, agent: false, ...options }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      if (hold) sent.flushHeaders();
      else sent.end(body);
    });
  const config = inRepo('deploy/caddy/Caddyfile');
  const server = await startOwned(
    [debianBinary('caddy', 'caddy'), 'run', '--config', config, '--adapter', 'caddyfile'],
    {
      env,
      ready: async () => {
        try {
          root = readFileSync(path.join(folder, 'caddy/pki/authorities/local/root.crt'));
          return (await ask({ path: '/healthz' })).status === 200;
        } catch (error) {
          if (NOT_YET.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
          throw error;
        }
      },
    },
  );
  return { ...server, httpsPort, httpPort, root, env, ask };
}
