import { createHash } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkStarts, selfTestWorker } from './self-test.ts';
import type { WorkerCache } from './worker-cache.ts';
import type { ReportProgress } from './worker-progress.ts';
import type { WorkerTarget } from './worker-target.ts';

/**
 * Makes sure that a binary works here. The self-test runs once for each binary and C library; later starts only compare
 * its checksum and see that it still starts, which takes some 20 ms.
 *
 * @throws WorkerRefused
 */
export async function proveWorker(
  bin: string,
  target: WorkerTarget,
  cache: WorkerCache,
  report: ReportProgress,
): Promise<void> {
  const checksum = createHash('sha256')
    .update(await readFile(bin))
    .digest('hex');
  const system = createHash('sha256').update(`${target.version} ${target.platform} ${target.arch} ${target.libc}`);
  const mark = path.join(cache.proofs, `${checksum}-${system.digest('hex').slice(0, 12)}`);
  const proved = await access(mark).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  if (proved) return checkStarts(bin);
  report({ step: 'worker', text: 'testing it: a DTLS handshake and a packet through SRTP' });
  await selfTestWorker(bin);
  try {
    await mkdir(cache.proofs, { recursive: true });
    await writeFile(mark, `${bin}\n${target.libc}\n`);
  } catch (error) {
    // Not being able to remember costs the next start a self-test, no more.
    report({ step: 'worker', text: `tested; could not note that down: ${(error as Error).message}` });
  }
}
