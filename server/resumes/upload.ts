import { createHash } from 'node:crypto';
import path from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';
import { fileTypeFromBuffer } from 'file-type';
import { RESUME_MAX_BYTES } from '#shared/rules/limits.ts';
import { AppError } from '../lib/app-error.ts';
import { type FileStore, StoreFull } from '../lib/file-store.ts';

/** A stored file that proved to be what it says. */
export type Upload = { fileKey: string; fileName: string; kind: 'pdf' | 'docx'; size: number; sha256: string };

/** How much of a file is looked at to tell its kind: a DOCX names its parts early in the archive. */
const HEAD_BYTES = 4_100;
const FILE_NAME_MAX = 120;
const KINDS: Readonly<Record<string, Upload['kind']>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

/**
 * Reads one multipart file named `file`, checking kind (by its bytes, whatever its name says) and size while it streams
 * into the store. Nothing is left behind when it is refused or breaks off.
 *
 * @throws AppError `unsupportedMediaType`, `resumeMissing`, `resumeTypeUnsupported`, `resumeTooLarge`, `resumeIncomplete`, `storageFull`.
 */
export async function receiveResume(request: Request, store: FileStore): Promise<Upload> {
  const parser = parserFor(request);
  const received = new Promise<Upload>((resolve, reject) => {
    let file: Promise<Upload> | undefined;
    parser.on('file', (field, content, info) => {
      if (file !== undefined || field !== 'file') return void content.resume();
      file = storeChecked(content, fileNameOf(info.filename), store);
      file.then(resolve, (error: unknown) => {
        content.resume();
        reject(error);
      });
    });
    parser.on('close', () => {
      if (file === undefined) reject(new AppError('resumeMissing', { fields: ['file'] }));
    });
    parser.on('error', (error) => reject(new AppError('resumeIncomplete', { cause: error })));
    request.on('aborted', () => {
      parser.destroy(new Error('the upload broke off'));
      reject(new AppError('resumeIncomplete'));
    });
  });
  request.pipe(parser);
  try {
    return await received;
  } finally {
    request.unpipe(parser);
    request.resume();
  }
}

function parserFor(request: Request) {
  if (request.is('multipart/form-data') === false) throw new AppError('unsupportedMediaType');
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 4, fieldSize: 1_024, parts: 6, fileSize: RESUME_MAX_BYTES + 1 },
    });
  } catch (error) {
    throw new AppError('unsupportedMediaType', { cause: error });
  }
}

async function storeChecked(
  content: NodeJS.ReadableStream & { truncated?: boolean },
  fileName: string,
  store: FileStore,
): Promise<Upload> {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  let kind: Upload['kind'] | undefined;

  const check = new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      try {
        size += chunk.length;
        if (size > RESUME_MAX_BYTES) throw new AppError('resumeTooLarge');
        hash.update(chunk);
        if (kind === undefined) {
          head = Buffer.concat([head, chunk]);
          if (head.length >= HEAD_BYTES) kind = await kindOf(head);
        }
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
    async flush(done) {
      try {
        kind ??= await kindOf(head);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  const out = new PassThrough();
  const flowing = pipeline(content, check, out);
  const [stored, flowed] = await Promise.allSettled([store.write(out), flowing]);
  if (flowed.status === 'rejected' || stored.status === 'rejected') {
    if (stored.status === 'fulfilled') await store.remove(stored.value.key);
    throw refusal(
      flowed.status === 'rejected' ? flowed.reason : undefined,
      stored.status === 'rejected' ? stored.reason : undefined,
    );
  }
  if (kind === undefined) throw new AppError('resumeTypeUnsupported');
  return { fileKey: stored.value.key, fileName, kind, size, sha256: hash.digest('hex') };
}

function refusal(...reasons: unknown[]): AppError {
  for (const reason of reasons) if (reason instanceof AppError) return reason;
  for (const reason of reasons) if (reason instanceof StoreFull) return new AppError('storageFull', { cause: reason });
  return new AppError('resumeIncomplete', { cause: reasons.find((reason) => reason !== undefined) });
}

async function kindOf(head: Buffer): Promise<Upload['kind']> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const kind = found && KINDS[found.mime];
  if (kind === undefined) throw new AppError('resumeTypeUnsupported');
  return kind;
}

/** The name as people know it: no folders, no control or direction characters, bounded. */
function fileNameOf(sent: string | undefined): string {
  const base = path.basename((sent ?? '').replaceAll('\\', '/'));
  const clean = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  return [...(clean === '' ? 'resume' : clean)].slice(-FILE_NAME_MAX).join('');
}
