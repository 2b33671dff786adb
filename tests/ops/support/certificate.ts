import path from 'node:path';
import { debianBinary } from './debian-binary.ts';
import { startOwned } from './owned-process.ts';

/** Makes a self-signed certificate for `name` as `site.crt` and `site.key` in `folder`. */
export async function makeCertificate(folder: string, name: string): Promise<{ cert: string; key: string }> {
  const cert = path.join(folder, 'site.crt');
  const key = path.join(folder, 'site.key');
  const made = await startOwned(
    [
      debianBinary('openssl', 'openssl'),
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert],
    ],
    {},
  );
  if ((await made.exited) !== 0) throw new Error(`openssl made no certificate:\n${made.output()}`);
  return { cert, key };
}
