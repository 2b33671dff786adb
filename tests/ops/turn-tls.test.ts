import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, createServer, type SecureVersion } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from './support/certificate.ts';
import { freePort } from './support/free-port.ts';
import { temporaryFolder } from './support/paths.ts';
import { DOMAIN, HOST, SFU, startTurn } from './support/turn-server.ts';

const SILENT_AFTER_MS = 2_000;

/** The certificate's fingerprint after a handshake of these versions, or how it was refused. */
function handshake(port: number, newest: SecureVersion, oldest = newest): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(
      {
        port,
        host: HOST,
        rejectUnauthorized: false,
        minVersion: oldest,
        maxVersion: newest,
        // OpenSSL's own default would refuse the old versions on our side already.
        ...(newest < 'TLSv1.2' && { ciphers: 'DEFAULT@SECLEVEL=0' }),
      },
      () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      },
    );
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(`refused: ${error.code}`));
    // coturn does not take an old handshake for TLS at all, says nothing and hangs up a minute later.
    socket.setTimeout(SILENT_AFTER_MS, () => {
      resolve('refused: silence');
      socket.destroy();
    });
  });
}

describe('TLS of deploy/turn on Debian’s coturn', () => {
  const folder = temporaryFolder('turn-tls');
  /** Where Caddy keeps what it got, as the volume shows it to coturn. */
  const kept = path.join(folder, 'caddy/certificates/acme-v02.api.letsencrypt.org-directory', DOMAIN);
  let turn: Awaited<ReturnType<typeof startTurn>>;
  let tlsPort: number;

  async function renew(): Promise<void> {
    const made = await makeCertificate(folder, DOMAIN);
    cpSync(made.cert, path.join(kept, `${DOMAIN}.crt`));
    cpSync(made.key, path.join(kept, `${DOMAIN}.key`));
  }

  async function start(): Promise<void> {
    tlsPort = await freePort();
    turn = await startTurn(
      folder,
      { RTC_ANNOUNCED_ADDRESS: SFU, TURN_CADDY_DIR: folder },
      `--tls-listening-port=${tlsPort}`,
    );
  }

  beforeAll(() => {
    mkdirSync(kept, { recursive: true });
  });
  afterAll(async () => {
    await turn?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends, to be started again with TLS, as soon as Caddy has its first certificate', async () => {
    await start();
    expect(await handshake(tlsPort, 'TLSv1.2')).toBe('refused: ECONNREFUSED');
    await renew();
    await turn.exited;
    expect(turn.output()).toContain('there is a certificate now');
    await start();
    expect(await handshake(tlsPort, 'TLSv1.2')).toMatch(/^[0-9A-F:]+$/);
  });

  it('[D4] answers what browsers offer, and refuses TLS 1.0 and 1.1', async () => {
    // First the proof that this client can speak the old versions to somebody who accepts them.
    const old = createServer({
      cert: readFileSync(path.join(kept, `${DOMAIN}.crt`)),
      key: readFileSync(path.join(kept, `${DOMAIN}.key`)),
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const oldPort = await freePort();
    await new Promise<void>((resolve) => old.listen(oldPort, HOST, resolve));
    try {
      for (const version of ['TLSv1', 'TLSv1.1'] as const) {
        expect(await handshake(oldPort, version), `control ${version}`).toMatch(/^[0-9A-F:]+$/);
        expect(await handshake(tlsPort, version), version).toMatch(/^refused: /);
      }
    } finally {
      old.close();
    }
    // What browsers offer. Debian 12's coturn answers it with 1.2: it speaks no 1.3 yet (coturn #630).
    expect(await handshake(tlsPort, 'TLSv1.3', 'TLSv1.2')).toMatch(/^[0-9A-F:]+$/);
  });

  it('takes a renewed certificate in place, without ending', async () => {
    const before = await handshake(tlsPort, 'TLSv1.2');
    await renew();
    let after = before;
    for (let tries = 0; after === before && tries < 50; tries += 1) {
      await delay(200);
      after = await handshake(tlsPort, 'TLSv1.2');
    }
    expect(after).not.toBe(before);
    expect(turn.output()).toContain('certificate renewed');
  });
});
