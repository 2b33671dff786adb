import { io, type Socket } from 'socket.io-client';
import type { SocketRefusal } from '#shared/contract/errors.ts';
import type { MediaNotice } from '#shared/contract/media.ts';
import type { ViewMessage, ViewName, ViewSnapshot } from '#shared/contract/socket.ts';

/** An ack is due within this time, whatever was sent (faults 3.2). */
export const ACK_WITHIN_MS = 5_000;

/** What an ack holds. */
export type Answer = ({ ok: true } & Record<string, unknown>) | SocketRefusal;

/** One event from the server with the moment it arrived (monotonic, ms). */
type Arrived<T> = { at: number; value: T };

/** A real Socket.IO client as the page has one, with all that it was told. */
export type LiveClient = {
  socket: Socket;
  /** Every `view` message in the order of arrival. */
  views: Arrived<ViewMessage>[];
  ended: Arrived<{ key: string; code: string }>[];
  sessionEnded: Arrived<{ code: string }>[];
  media: Arrived<MediaNotice>[];
  /** When and why the connection was lost. */
  closed: Arrived<string>[];
  /** Sends an order; rejects when no ack came within `ACK_WITHIN_MS`. */
  send(name: string, ...args: unknown[]): Promise<Answer>;
  /** Subscribes and keeps the answered snapshot among `views`. Throws when refused. */
  watch<V extends ViewName>(view: V, params?: Record<string, string>): Promise<ViewMessage<V>>;
  /** The snapshot on the screen: the newest version of that key. */
  shown<V extends ViewName>(view: V, key?: string): ViewSnapshot<V>;
  close(): void;
};

/** A refused handshake: the code that the client was told. */
export class HandshakeRefused extends Error {
  readonly code: string | undefined;

  constructor(error: Error & { data?: { code?: string } }) {
    super(error.message);
    this.code = error.data?.code;
  }
}

/** Connects with a session's cookie and the app's own origin. Rejects with `HandshakeRefused`. */
export async function connectLive(
  url: string,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<LiveClient> {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: url, ...(cookie === '' ? {} : { cookie }), ...headers },
  });
  const views: LiveClient['views'] = [];
  const ended: LiveClient['ended'] = [];
  const sessionEnded: LiveClient['sessionEnded'] = [];
  const media: LiveClient['media'] = [];
  const closed: LiveClient['closed'] = [];
  const into =
    <T>(list: Arrived<T>[]) =>
    (value: T) =>
      void list.push({ at: performance.now(), value });
  socket.on('view', into(views));
  socket.on('view:ended', into(ended));
  socket.on('session:ended', into(sessionEnded));
  socket.on('media:event', into(media));
  socket.on('disconnect', into(closed));

  const send: LiveClient['send'] = async (name, ...args) =>
    (await socket.timeout(ACK_WITHIN_MS).emitWithAck(name, ...args)) as Answer;

  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.close();
      reject(new HandshakeRefused(error));
    });
  });

  return {
    socket,
    views,
    ended,
    sessionEnded,
    media,
    closed,
    send,
    async watch<V extends ViewName>(view: V, params: Record<string, string> = {}) {
      const answer = await send('view:subscribe', { view, params });
      if (!answer.ok) throw new Error(`${view} was refused: ${answer.code}`);
      const { ok: _ok, ...message } = answer;
      const sent = message as unknown as ViewMessage<V>;
      views.push({ at: performance.now(), value: sent });
      return sent;
    },
    shown<V extends ViewName>(view: V, key?: string) {
      const mine = views
        .map(({ value }) => value)
        .filter((m) => m.view === view && (key === undefined || m.key === key));
      const newest = mine.reduce<ViewMessage | undefined>(
        (best, message) => (best === undefined || message.version > best.version ? message : best),
        undefined,
      );
      if (newest === undefined) throw new Error(`nothing was shown of ${view}`);
      return newest.snapshot as ViewSnapshot<V>;
    },
    close: () => void socket.close(),
  };
}

/** Between two looks at what is at hand, and between two questions to the server, ms. */
const LOOK_MS = 5;
const ASK_MS = 100;

/** Waits until `check` holds and says how long that took, ms (monotonic); fails with `what`. */
export async function until(what: string, check: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const answer = check();
    if (await answer) return performance.now() - begun;
    if (performance.now() - begun > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    const pause = typeof answer === 'boolean' ? LOOK_MS : ASK_MS;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
