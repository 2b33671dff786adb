import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RESUME_MAX_BYTES } from '#shared/rules/limits.ts';
import { type Session, startTestApp, type TestApp } from '../support/app-server.ts';
import { beginUpload } from '../support/form-upload.ts';
import { patiently } from '../support/patience.ts';
import { formWith, samplePdf } from '../support/resume-files.ts';
import { changedTables, tableHashes } from '../support/table-hash.ts';
import { sampleDocx, zipOf } from '../support/zip-file.ts';

let app: TestApp;
let graduate: Session;
let filesBefore: string[];
let tablesBefore: Record<string, string>;

/** What the process holds on to outside the heap, once garbage is gone, in bytes: the buffers of uploads lie there. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().external;
}

/** Every file in the data folder's store, those half written too. */
async function storedFiles(): Promise<string[]> {
  const entries = await readdir(path.join(app.dataDir, 'files'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Waits until the store holds what it held before the test: a refused upload is tidied up after its answer. */
async function nothingLeft(): Promise<void> {
  const deadline = performance.now() + 5_000;
  while ((await storedFiles()).length !== filesBefore.length && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await storedFiles()).toEqual(filesBefore);
  expect(changedTables(tablesBefore, await tableHashes(app.db))).toEqual([]);
}

beforeAll(async () => {
  app = await startTestApp();
  graduate = await app.signIn(app.seed.graduates[0]?.email ?? '');
});
beforeEach(async () => {
  filesBefore = await storedFiles();
  tablesBefore = await tableHashes(app.db);
});
afterEach(() => {
  expect(app.logged.splice(0).filter(({ level }) => level >= 50)).toEqual([]);
});
afterAll(() => app.close());

describe('files that are not what they say', () => {
  const html = Buffer.from('<!doctype html><script>alert(1)</script>');
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  test.each([
    ['HTML', html],
    ['a picture', png],
    ['an ELF program', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)])],
    ['a Windows program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['an old .doc (OLE)', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)])],
    ['a ZIP of anything', zipOf([['readme.txt', 'hello']])],
    ['a spreadsheet', zipOf([['xl/workbook.xml', '<workbook/>']])],
    ['random bytes', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 251))],
    ['text', Buffer.from('my résumé')],
    ['nothing', Buffer.alloc(0)],
    ['a PDF behind something else', Buffer.concat([html, samplePdf()])],
  ])('[R1] %s named .pdf: 415, and nothing left', async (_what, bytes) => {
    expect(await graduate.refusal('POST', '/my/resumes', formWith(bytes, 'resume.pdf'))).toBe(
      '415 resumeTypeUnsupported',
    );
    await nothingLeft();
  });

  test('[R1] what counts is the content: a PDF named .txt is a PDF, a document of Word or WPS a DOCX', async () => {
    const all = [
      [samplePdf('by content'), 'resume.txt', 'pdf'],
      [sampleDocx('word'), 'resume.docx', 'docx'],
      [sampleDocx('wps'), 'resume.pdf', 'docx'],
    ] as const;
    for (const [bytes, name, kind] of all) {
      const kept = await graduate.ask<{ id: string }>('POST', '/my/resumes', formWith(bytes, name));
      expect(kept).toMatchObject({ kind, size: bytes.length });
      await graduate.ask('DELETE', `/resumes/${kept.id}`);
    }
    expect(await storedFiles()).toEqual(filesBefore);
  });
});

describe('size', () => {
  test('[R1] exactly the limit passes, one byte more is 413', async () => {
    const most = Buffer.concat([samplePdf(), Buffer.alloc(RESUME_MAX_BYTES)]).subarray(0, RESUME_MAX_BYTES);
    const kept = await graduate.ask<{ id: string; size: number }>('POST', '/my/resumes', formWith(most, 'big.pdf'));
    expect(kept.size).toBe(RESUME_MAX_BYTES);
    await graduate.ask('DELETE', `/resumes/${kept.id}`);
    tablesBefore = await tableHashes(app.db);
    const more = Buffer.concat([most, Buffer.alloc(1)]);
    expect(await graduate.refusal('POST', '/my/resumes', formWith(more, 'big.pdf'))).toBe('413 resumeTooLarge');
    await nothingLeft();
  });

  test('[R1] 50 MB are refused while they stream: 413, nothing left, and the memory does not grow by them', async () => {
    const size = 50 * 1024 * 1024;
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const head = samplePdf();
    const upload = await beginUpload(app, graduate, 'huge.pdf', size);
    const before = heldBytes();
    let most = 0;
    await upload.write(head);
    for (let sent = head.length; sent < size; sent += chunk.length) {
      await upload.write(chunk.subarray(0, Math.min(chunk.length, size - sent)));
      if (sent % (80 * chunk.length) < chunk.length) most = Math.max(most, heldBytes() - before);
    }
    const answer = await upload.finish();
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'resumeTooLarge' });
    expect(most).toBeLessThan(RESUME_MAX_BYTES);
    await nothingLeft();
  });
});

describe('uploads that break off', () => {
  test.each([
    ['at once', 0],
    ['after the first bytes', 2_000],
    ['half-way', 3 * 1024 * 1024],
  ])('[R1] %s: nothing left', async (_when, bytes) => {
    const upload = await beginUpload(app, graduate, 'half.pdf', 6 * 1024 * 1024);
    if (bytes > 0) {
      await upload.write(Buffer.concat([samplePdf(), Buffer.alloc(bytes)]).subarray(0, bytes));
      // Proves the fault: the first half has reached the disk before the line is cut.
      if (bytes > 1_000_000) {
        const deadline = performance.now() + 5_000;
        while ((await storedFiles()).length === filesBefore.length && performance.now() < deadline) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        expect((await storedFiles()).length).toBe(filesBefore.length + 1);
      }
    }
    upload.socket.destroy();
    await nothingLeft();
    expect((await graduate.call('GET', '/my/resumes')).status).toBe(200);
  });

  test('[R1] a form that ends before its file does: 400', async () => {
    const cut = (body: string) =>
      graduate.refusal('POST', '/my/resumes', body, { 'content-type': 'multipart/form-data; boundary=b' });
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
    expect(await cut(`${head}%PDF-1.7 and then`)).toBe('400 resumeIncomplete');
    expect(await cut('--b\r\n')).toBe('400 resumeIncomplete');
    await nothingLeft();
  });
});

describe('forms', () => {
  test.each([
    ['no boundary', 'multipart/form-data', '--b--', '415 unsupportedMediaType'],
    ['JSON', 'application/json', '{}', '415 unsupportedMediaType'],
    ['a simple form', 'application/x-www-form-urlencoded', 'file=x', '415 unsupportedMediaType'],
    ['no part', 'multipart/form-data; boundary=b', '--b--\r\n', '409 resumeMissing'],
    [
      'a file under another name',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="x"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n--b--\r\n',
      '409 resumeMissing',
    ],
    [
      'an empty field name',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name=""\r\n\r\nx\r\n--b--\r\n',
      '409 resumeMissing',
    ],
    [
      '10,000 parts',
      'multipart/form-data; boundary=b',
      `${'--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'.repeat(10_000)}--b--\r\n`,
      '409 resumeMissing',
    ],
  ])('[C4] %s: refused', async (_what, type, body, expected) => {
    expect(await graduate.refusal('POST', '/my/resumes', body, { 'content-type': type })).toBe(expected);
    await nothingLeft();
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a\u202Efdp.exe', 'afdp.exe'],
    ['\u200B \u2060', 'resume'],
    [`${'长'.repeat(500)}.pdf`, `${'长'.repeat(116)}.pdf`],
    ['"; filename="x', undefined],
  ])('[R2] a file named %j is shown under a harmless name and stored under a random key', async (sent, shown) => {
    const kept = await graduate.ask<{ id: string; fileName: string }>(
      'POST',
      '/my/resumes',
      formWith(samplePdf(sent.replace(/[^a-z]/g, '')), sent),
    );
    if (shown !== undefined) expect(kept.fileName).toBe(shown);
    expect(kept.fileName).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
    const row = await app.db
      .selectFrom('resumes')
      .select('fileKey')
      .where('id', '=', kept.id as never)
      .executeTakeFirstOrThrow();
    expect(row.fileKey).toMatch(/^[0-9a-f]{2}\/[0-9a-f-]{36}$/);
    await graduate.ask('DELETE', `/resumes/${kept.id}`);
    expect(await storedFiles()).toEqual(filesBefore);
  });
});

describe('how many', () => {
  test('[R2] the same file twice is one résumé and one file', async () => {
    const other = await app.signIn(app.seed.graduates[1]?.email ?? '');
    const send = () => other.ask<{ id: string }>('POST', '/my/resumes', formWith(samplePdf('twice'), 'a.pdf'));
    const first = await send();
    const again = await Promise.all([send(), send(), send()]);
    expect(again.map(({ id }) => id)).toEqual([first.id, first.id, first.id]);
    expect(await storedFiles()).toHaveLength(filesBefore.length + 1);
  });

  test('[R2] ten at most, also when twenty come at the same instant', async () => {
    const other = await app.signIn(app.seed.graduates[2]?.email ?? '');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        patiently(() => other.refusal('POST', '/my/resumes', formWith(samplePdf(`number ${n}`), `${n}.pdf`))),
      ),
    );
    // One was there from the seed.
    expect(answers.filter((answer) => answer.startsWith('201'))).toHaveLength(9);
    expect(answers.filter((answer) => answer === '409 resumeLimitReached')).toHaveLength(11);
    expect(await storedFiles()).toHaveLength(filesBefore.length + 9);
    expect(await other.ask<unknown[]>('GET', '/my/resumes')).toHaveLength(10);
  });
});
