import { useSyncExternalStore } from 'react';
import { io } from 'socket.io-client';
import { isErrorCode, type SocketRefusal } from '#shared/contract/errors.ts';
import type { MediaAnswer, MediaNotice, MediaRequest, MediaRequestName } from '#shared/contract/media.ts';
import type { OrderRequest, ServerEvents, SocketOrder } from '#shared/contract/socket.ts';
import { fromRefusal, UnreachableError } from '../api/api-error.ts';
import { createStore, type Store } from './store.ts';

/** How the one connection of the page stands. `ended`: the session is over and nothing comes back by itself. */
export type LiveStatus = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'ended';

/** What a request may be, with its payload and its answer. */
type LiveRequestName = MediaRequestName | SocketOrder;
type LiveRequest<N extends LiveRequestName> = N extends MediaRequestName
  ? MediaRequest<N>
  : N extends SocketOrder
    ? OrderRequest<N>
    : never;
type LiveAnswer<N extends LiveRequestName> = N extends MediaRequestName ? MediaAnswer<N> : Record<string, unknown>;

/** What can be listened to. */
export type LiveEvents = ServerEvents & {
  'media:event': (notice: MediaNotice) => void;
  connect: () => void;
  disconnect: () => void;
};

export type Live = {
  readonly connected: boolean;
  readonly status: Store<LiveStatus>;
  /** Connects as whoever the session cookie says; a second call does nothing. */
  start: () => void;
  /** Closes the connection, on sign-out. */
  stop: () => void;
  /** Sends an order and gives its answer; rejects with `ApiError` when refused, `UnreachableError` when no answer came. */
  request: {
    <N extends MediaRequestName>(name: N, payload: MediaRequest<N>): Promise<MediaAnswer<N>>;
    <N extends LiveRequestName>(name: N, payload: LiveRequest<N>): Promise<LiveAnswer<N>>;
  };
  /** Listens; the answer stops listening. */
  on: <E extends keyof LiveEvents>(event: E, listener: LiveEvents[E]) => () => void;
};

/** An order without an answer after this long counts as lost, ms. */
const ANSWER_WITHIN_MS = 10_000;
/** Pauses before the second and later attempts to reconnect, ms; the first comes within a second, spread by chance. */
const RETRY_AFTER_MS = [1_000, 2_000, 4_000, 5_000];

function createLive(): Live {
  const socket = io({
    path: '/socket.io',
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    withCredentials: true,
  });
  const status = createStore<LiveStatus>('idle');
  let wanted = false;
  let attempts = 0;
  let retry: number | undefined;

  const connect = () => {
    window.clearTimeout(retry);
    retry = undefined;
    if (wanted && !socket.connected) socket.connect();
  };
  const retryLater = () => {
    if (!wanted || retry !== undefined) return;
    status.set(navigator.onLine ? 'reconnecting' : 'offline');
    const pause = attempts === 0 ? Math.random() * 1_000 : (RETRY_AFTER_MS[attempts - 1] ?? 5_000);
    attempts += 1;
    retry = window.setTimeout(connect, pause);
  };
  const end = () => {
    wanted = false;
    window.clearTimeout(retry);
    retry = undefined;
    status.set('ended');
    socket.disconnect();
  };

  socket.on('connect', () => {
    attempts = 0;
    status.set('connected');
  });
  socket.on('disconnect', retryLater);
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    const code = error.data?.code ?? error.message;
    if (code === 'unauthenticated' || code === 'sessionEnded') end();
    else retryLater();
  });
  socket.on('session:ended', end);
  window.addEventListener('online', connect);
  window.addEventListener('offline', () => {
    if (wanted && !socket.connected) status.set('offline');
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && retry !== undefined) connect();
  });

  return {
    get connected() {
      return socket.connected;
    },
    status,
    start: () => {
      if (wanted) return;
      wanted = true;
      attempts = 0;
      status.set('connecting');
      connect();
    },
    stop: () => {
      wanted = false;
      window.clearTimeout(retry);
      retry = undefined;
      socket.disconnect();
      status.set('idle');
    },
    request: async <N extends LiveRequestName>(name: N, payload: LiveRequest<N>) => {
      if (!socket.connected) throw new UnreachableError('not connected');
      let answer: unknown;
      try {
        answer = await socket.timeout(ANSWER_WITHIN_MS).emitWithAck(name, payload);
      } catch (error) {
        throw new UnreachableError(`no answer to ${name}`, { cause: error });
      }
      return answerOf(answer) as LiveAnswer<N>;
    },
    on: <E extends keyof LiveEvents>(event: E, listener: LiveEvents[E]) => {
      const untyped = listener as (...args: unknown[]) => void;
      socket.on(event as string, untyped);
      return () => socket.off(event as string, untyped);
    },
  };
}

/** Unwraps an ack, `{ok: true, ...}` or a refusal. */
function answerOf(answer: unknown): Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer))
    throw new UnreachableError('malformed answer');
  if (answer.ok === true) {
    const { ok: _ok, ...rest } = answer;
    return rest;
  }
  const refusal = answer as SocketRefusal;
  throw fromRefusal({ ...refusal, code: isErrorCode(refusal.code) ? refusal.code : 'internal' });
}

/** The page's one live connection. Satisfies `MediaSignaling` of client/src/media. */
export const live: Live = createLive();

/** How the live connection stands, for words on the screen. */
export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(live.status.subscribe, live.status.get);
}
