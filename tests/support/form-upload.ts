import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Session, TestApp } from './app-server.ts';
import { openConnection } from './raw-request.ts';

/** An upload that is written by hand, so that it can be of any size, break off, or lie. */
export type Upload = {
  socket: Socket;
  /** Sends a part of the file, waiting where the server does not keep up. */
  write(chunk: Buffer): Promise<void>;
  /** Ends the file and the form, and reads the status and the body of the answer. */
  finish(): Promise<{ status: number; body: string }>;
};

/** Begins `POST /api/my/resumes` as a browser's form does. `size` is what the head promises of the file, in bytes. */
export async function beginUpload(app: TestApp, session: Session, fileName: string, size: number): Promise<Upload> {
  const boundary = `----${randomUUID()}`;
  const before = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/pdf\r\n\r\n`,
  );
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const socket = await openConnection(app.url);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => socket.destroy());
  socket.write(
    [
      'POST /api/my/resumes HTTP/1.1',
      `Host: ${new URL(app.url).host}`,
      `Origin: ${app.url}`,
      `Cookie: ${session.cookie}`,
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      `Content-Length: ${before.length + size + after.length}`,
      '\r\n',
    ].join('\r\n'),
  );
  socket.write(before);
  return {
    socket,
    async write(chunk) {
      if (!socket.destroyed && !socket.write(chunk)) await drained(socket);
    },
    async finish() {
      socket.write(after);
      for (;;) {
        const [head = '', body] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
        const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.NaN);
        if (body !== undefined && Buffer.byteLength(body) >= length) {
          socket.destroy();
          return { status: Number(head.split(' ')[1]), body };
        }
        if (socket.destroyed) throw new Error('the connection ended without an answer');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/** Until more can be written, or nothing ever again. */
async function drained(socket: Socket): Promise<void> {
  const over = new AbortController();
  await Promise.race([once(socket, 'drain', over), once(socket, 'close', over)]);
  over.abort();
}
