import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { z } from 'zod';
import { ERRORS, type ErrorCode, type SocketRefusal } from '#shared/contract/errors.ts';
import { MEDIA_REQUESTS, type MediaRequestName } from '#shared/contract/media.ts';
import { type SocketOrder, socketContract, viewContract } from '#shared/contract/socket.ts';
import { viewKey } from '#shared/contract/view-key.ts';
import { SOCKET_MESSAGE_MAX_BYTES } from '#shared/rules/limits.ts';
import type { Action } from '#shared/rules/permissions.ts';
import type { AccountService } from '../accounts/account.service.ts';
import { type Actor, allowRole, rightsOf, userOf } from '../accounts/actor.ts';
import type { DeskService } from '../booths/desk.service.ts';
import { fieldsOf, knownError } from '../http/problem.ts';
import { AppError, type ErrorDetails } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { FactBus } from '../lib/facts.ts';
import type { Logger } from '../lib/logger.ts';
import type { MediaDoor } from './media-door.ts';
import type { Presence } from './presence.ts';
import { createBucket } from './rate.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { createViewRegistry, type ViewDefinitions } from './view-registry.ts';

/** What a socket holds between its events. The actor is read again every second, see rights.ts. */
export type Connection = {
  actor: Actor;
  /** The rights that the views were last checked with. */
  rights: string;
  headers: Headers;
  subscriptions: Subscriptions;
};
export type LiveSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Connection>;

type Deps = {
  http: HttpServer;
  origins: ReadonlySet<string>;
  accounts: AccountService;
  desks: DeskService;
  media: MediaDoor;
  views: ViewDefinitions;
  facts: FactBus;
  presence: Presence;
  clock: Clock;
  logger: Logger;
};

/** Every order a client may send, with its schema and its action: the whole socket surface, as the matrix test reads it. */
export const SOCKET_ORDERS: Readonly<Record<SocketOrder | MediaRequestName, { request: z.ZodType; action: Action }>> = {
  ...socketContract,
  ...(Object.fromEntries(
    Object.entries(MEDIA_REQUESTS).map(([name, { request }]) => [name, { request, action: 'interview.join' }]),
  ) as unknown as Record<MediaRequestName, { request: z.ZodType; action: Action }>),
};

/** A connection that has not said who it is by then is closed. */
const HELLO_WITHIN_MS = 5_000;

export type Gateway = ReturnType<typeof createGateway>;

/**
 * The Socket.IO door. Every event takes one way: rate, schema, role, handler, ack; raw `socket.on` is nowhere else. Who
 * somebody is comes from the session cookie, never from what they send. Nothing that arrives can throw.
 */
export function createGateway(deps: Deps) {
  const io = new Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Connection>(deps.http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: SOCKET_MESSAGE_MAX_BYTES,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: HELLO_WITHIN_MS,
    allowRequest: (request, answer) => {
      const own = deps.origins.has(request.headers.origin ?? '');
      // Engine.IO answers every refused upgrade with 400; a foreign origin is a 403.
      if (!own) request.socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      answer(null, own);
    },
  });
  const registry = createViewRegistry({
    definitions: deps.views,
    facts: deps.facts,
    clock: deps.clock,
    logger: deps.logger,
    emit: (key, message) => io.to(key).emit('view', message),
  });

  io.use(async (socket, next) => {
    try {
      const headers = new Headers({ cookie: socket.handshake.headers.cookie ?? '' });
      const actor = await deps.accounts.readActor(headers);
      if (actor.userId === undefined) return next(refusedHandshake('unauthenticated'));
      const subscriptions = createSubscriptions(registry, socket);
      socket.data = { actor, rights: rightsOf(actor), headers, subscriptions } satisfies Connection;
      next();
    } catch (error) {
      deps.logger.warn({ err: error }, 'a handshake failed');
      next(refusedHandshake('unavailable'));
    }
  });

  io.on('connection', (socket: LiveSocket) => {
    const bucket = createBucket();
    // Who connected is who leaves: the actor read last may be a visitor by then.
    const userId = userOf(socket.data.actor);
    deps.presence.connected(userId);
    socket.onAny((name: unknown, ...args: unknown[]) => void answer(socket, bucket, name, args));
    socket.on('disconnect', () => {
      socket.data.subscriptions.close();
      deps.media.disconnected(socket);
      deps.presence.disconnected(userId);
    });
  });

  async function answer(
    socket: LiveSocket,
    bucket: ReturnType<typeof createBucket>,
    name: unknown,
    args: unknown[],
  ): Promise<void> {
    const last = args.at(-1);
    const ack = typeof last === 'function' ? (last as (value: unknown) => void) : undefined;
    const payload = ack === undefined ? args[0] : args.length > 1 ? args[0] : undefined;
    const requestId = randomUUID();
    try {
      const wait = bucket.take();
      if (wait === undefined) return void socket.disconnect(true);
      if (wait > 0) throw new AppError('tooManyRequests', { retryAfterMs: wait });
      ack?.({ ok: true, ...(await handle(socket, name, payload)) });
    } catch (error) {
      const known = knownError(error);
      if (known === undefined)
        deps.logger.error({ err: error, event: String(name).slice(0, 64), requestId }, 'an event failed');
      ack?.(refusal(known?.code ?? 'internal', known?.details ?? {}, requestId));
    }
  }

  async function handle(socket: LiveSocket, name: unknown, payload: unknown): Promise<object> {
    if (typeof name !== 'string' || !Object.hasOwn(SOCKET_ORDERS, name)) throw new AppError('eventUnknown');
    const order = name as keyof typeof SOCKET_ORDERS;
    const { request, action } = SOCKET_ORDERS[order];
    allowRole(socket.data.actor, action);
    const parsed = request.safeParse(payload);
    if (!parsed.success) throw new AppError('invalidInput', { fields: fieldsOf(parsed.error.issues) });
    if (order in MEDIA_REQUESTS) return deps.media.handle(socket, order as MediaRequestName, parsed.data);
    return HANDLERS[order as SocketOrder](socket, parsed.data);
  }

  const HANDLERS: Record<SocketOrder, (socket: LiveSocket, payload: unknown) => Promise<object>> = {
    'view:subscribe': (socket, payload) => {
      const { view, params, key } = readView(socket, payload);
      return socket.data.subscriptions.subscribe(view, params, key, () => socket.data.actor);
    },
    'view:unsubscribe': async (socket, payload) => {
      await socket.data.subscriptions.unsubscribe(readView(socket, payload).key);
      return {};
    },
    'desk:present': async (socket, payload) => {
      const { deskId } = socketContract['desk:present'].request.parse(payload);
      await deps.desks.renew(socket.data.actor, deskId);
      return {};
    },
  };

  function readView(socket: LiveSocket, payload: unknown) {
    const { view, params: sent } = socketContract['view:subscribe'].request.parse(payload);
    const parsed = viewContract[view].params.safeParse(sent);
    if (!parsed.success) throw new AppError('invalidInput', { fields: fieldsOf(parsed.error.issues) });
    allowRole(socket.data.actor, viewContract[view].action);
    const params = registry.paramsFor(view, parsed.data, socket.data.actor);
    return { view, params, key: viewKey(view, params as Record<string, string>) };
  }

  return {
    io,
    /** Open live views. */
    openViews: () => registry.size(),

    /** Takes away the views, and the seat, that an actor may no longer have. */
    async recheck(socket: LiveSocket): Promise<void> {
      const { actor, subscriptions } = socket.data;
      await subscriptions.recheck(actor, (view, key, error) => {
        const code = error.status === 404 ? 'notFound' : 'forbidden';
        socket.emit('view:ended', { key: registry.publicKey(view, key), code });
      });
      await deps.media.recheck(socket);
    },

    async close(): Promise<void> {
      registry.close();
      await io.close();
    },
  };
}

function refusedHandshake(code: ErrorCode): Error {
  return Object.assign(new Error(code), { data: { code, retryable: ERRORS[code].retryable } });
}

function refusal(code: ErrorCode, details: ErrorDetails, requestId: string): SocketRefusal {
  return {
    ok: false,
    code,
    retryable: ERRORS[code].retryable,
    requestId,
    ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
    ...(details.fields === undefined ? {} : { fields: details.fields }),
  };
}
