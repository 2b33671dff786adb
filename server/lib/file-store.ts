import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Space that is never filled with files, so that the database can always write. Bytes. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** The disk holds no further file. */
export class StoreFull extends Error {}

/** Where files lie: written whole or not at all, under random keys, read back as streams. */
export type FileStore = {
  /** Writes a stream; a broken or aborted one leaves nothing. @throws StoreFull; whatever broke the stream. */
  write(content: Readable): Promise<{ key: string }>;
  read(key: string): Readable;
  /** Idempotent. */
  remove(key: string): Promise<void>;
};

const KEY = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/;

/** Files in the data folder, spread over 256 folders; half-written ones live in `incoming` and are never visible. */
export function createDiskStore(root: string): FileStore {
  const place = (key: string) => {
    if (!KEY.test(key)) throw new Error('not a key of this store');
    return path.join(root, key);
  };
  return {
    async write(content) {
      const id = randomUUID();
      const key = `${id.slice(0, 2)}/${id}`;
      const incoming = path.join(root, 'incoming', id);
      await mkdir(path.dirname(incoming), { recursive: true });
      try {
        const disk = await statfs(root);
        if (disk.bavail * disk.bsize < RESERVE_BYTES) throw new StoreFull('the data folder is nearly full');
        await pipeline(content, createWriteStream(incoming, { mode: 0o600, flags: 'wx', flush: true }));
        await mkdir(path.dirname(place(key)), { recursive: true });
        await rename(incoming, place(key));
        return { key };
      } catch (error) {
        content.destroy();
        await rm(incoming, { force: true });
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
          throw new StoreFull('the data folder is full', { cause: error });
        throw error;
      }
    },
    read: (key) => createReadStream(place(key)),
    remove: (key) => rm(place(key), { force: true }),
  };
}
