import { isDeepStrictEqual } from 'node:util';
import type { UserId } from '#shared/contract/ids.ts';
import {
  type ViewMessage,
  type ViewName,
  type ViewParams,
  type ViewSnapshot,
  viewContract,
} from '#shared/contract/socket.ts';
import { viewKey } from '#shared/contract/view-key.ts';
import { type Actor, userOf } from '../accounts/actor.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Fact, FactBus } from '../lib/facts.ts';
import type { Logger } from '../lib/logger.ts';

/** Views of one person, asked for without parameters: whose they are, the session says. */
type PersonalView = 'myDay';

/** What names the room of a view: its parameters, or the person it belongs to. */
export type RoomParams<V extends ViewName> = V extends PersonalView ? { userId: UserId } : ViewParams<V>;

/** A live view, declared once: who may see it, what it shows, which facts make it stale, how often it may go out. */
export type ViewDefinition<V extends ViewName> = {
  /** Throws an `AppError` when the actor may not see the view. */
  authorize(actor: Actor, params: RoomParams<V>): Promise<void>;
  /** The whole snapshot; the same for everybody in the room. */
  load(params: RoomParams<V>): Promise<ViewSnapshot<V>>;
  /** The parameters of the rooms that a fact makes stale; `'all'` for every open room of the view. */
  staleOn(fact: Fact): RoomParams<V>[] | 'all';
  /** Recomputed at most this often, ms. */
  intervalMs: number;
} & (V extends PersonalView ? { personal: true } : { personal?: never });

export type ViewDefinitions = { [V in ViewName]: ViewDefinition<V> };

/** A view without its type, as the registry handles all of them alike. */
type AnyDefinition = ViewDefinition<ViewName>;

type Room = {
  view: ViewName;
  params: RoomParams<ViewName>;
  key: string;
  subscribers: number;
  last: ViewMessage | undefined;
  sentAt: number;
  timer: NodeJS.Timeout | undefined;
  loading: Promise<ViewMessage> | undefined;
  stale: boolean;
};

/** A view that could not be loaded is tried again after this long, ms. */
const RETRY_MS = 1_000;

export type ViewRegistry = ReturnType<typeof createViewRegistry>;

/**
 * Keeps one snapshot a room and sends it when it is stale, at most once an interval: the first change at once, those in
 * between together. Whole snapshots only, with a version that grows; there are no patches to lose.
 */
export function createViewRegistry(deps: {
  definitions: ViewDefinitions;
  facts: FactBus;
  clock: Clock;
  logger: Logger;
  emit(key: string, message: ViewMessage): void;
}) {
  const rooms = new Map<string, Room>();
  /** One count for all rooms, so that a room opened again goes on where it was. */
  let versions = 0;
  const definitionOf = (view: ViewName) => deps.definitions[view] as unknown as AnyDefinition;
  const keyOf = (view: ViewName, params: RoomParams<ViewName>) => viewKey(view, params as Record<string, string>);

  const isOpen = (room: Room) => rooms.get(room.key) === room;

  /** What a screen calls the room: a personal view goes without the person's id. */
  const publicKey = (view: ViewName, key: string) => (definitionOf(view).personal === true ? view : key);

  /**
   * Loads the snapshot anew. Whoever asked for it, one that differs goes to everybody in the room: a newcomer must not
   * use up the change that the others wait for.
   */
  async function load(room: Room): Promise<ViewMessage> {
    room.stale = false;
    const snapshot = await definitionOf(room.view).load(room.params);
    const serverAt = deps.clock.now();
    const before = room.last;
    if (before !== undefined && isDeepStrictEqual(before.snapshot, snapshot)) {
      room.last = { ...before, serverAt };
      return room.last;
    }
    versions += 1;
    const message = { view: room.view, key: publicKey(room.view, room.key), version: versions, serverAt, snapshot };
    room.last = message;
    if (before !== undefined && isOpen(room)) deps.emit(room.key, message);
    return message;
  }

  /** One load at a time for a room; who comes while it runs shares it. */
  function loadOnce(room: Room): Promise<ViewMessage> {
    room.loading ??= load(room).finally(() => {
      room.loading = undefined;
    });
    return room.loading;
  }

  async function send(room: Room): Promise<void> {
    room.timer = undefined;
    room.sentAt = performance.now();
    let pause = 0;
    try {
      // What runs already may have read the database before the change.
      if (room.loading !== undefined) await room.loading;
      await loadOnce(room);
    } catch (error) {
      deps.logger.warn({ err: error, view: room.key }, 'a view could not be loaded; it is tried again');
      room.stale = true;
      pause = RETRY_MS;
    }
    if (room.stale) schedule(room, pause);
  }

  function schedule(room: Room, atLeast = 0): void {
    room.stale = true;
    if (room.timer !== undefined || !isOpen(room)) return;
    const due = room.sentAt + definitionOf(room.view).intervalMs - performance.now();
    room.timer = setTimeout(() => void send(room), Math.max(atLeast, due));
  }

  function note(fact: Fact): void {
    for (const view of Object.keys(viewContract) as ViewName[]) {
      const stale = fact.type === 'relay.restored' ? 'all' : definitionOf(view).staleOn(fact);
      if (stale === 'all') {
        for (const room of rooms.values()) if (room.view === view) schedule(room);
      } else {
        for (const params of stale) {
          const room = rooms.get(keyOf(view, params));
          if (room !== undefined) schedule(room);
        }
      }
    }
  }

  const unsubscribe = deps.facts.subscribe(note);

  return {
    publicKey,

    /** The parameters that name the room: a personal view is the actor's own, whatever the client says. */
    paramsFor(view: ViewName, params: ViewParams<ViewName>, actor: Actor): RoomParams<ViewName> {
      return definitionOf(view).personal === true ? { userId: userOf(actor) } : (params as RoomParams<ViewName>);
    },

    authorize: (view: ViewName, params: RoomParams<ViewName>, actor: Actor) =>
      definitionOf(view).authorize(actor, params),

    /** Counts one more in the room and opens it if nobody was in it. Each `enter` is given back by one `leave`. */
    enter(view: ViewName, params: RoomParams<ViewName>): void {
      const key = keyOf(view, params);
      const room = rooms.get(key) ?? {
        view,
        params,
        key,
        subscribers: 0,
        last: undefined,
        sentAt: Number.NEGATIVE_INFINITY,
        timer: undefined,
        loading: undefined,
        stale: false,
      };
      rooms.set(key, room);
      room.subscribers += 1;
    },

    /**
     * The snapshot of an open room as it is now; one younger than the interval is as fresh as the room's own.
     *
     * @throws AppError `unavailable` when the room was closed meanwhile.
     */
    async snapshot(key: string): Promise<ViewMessage> {
      const room = rooms.get(key);
      if (room === undefined) throw new AppError('unavailable');
      const { last, stale, view } = room;
      const fresh = last !== undefined && !stale && deps.clock.now() - last.serverAt < definitionOf(view).intervalMs;
      return fresh ? last : loadOnce(room);
    },

    leave(key: string): void {
      const room = rooms.get(key);
      if (room === undefined) return;
      room.subscribers -= 1;
      if (room.subscribers > 0) return;
      clearTimeout(room.timer);
      rooms.delete(key);
    },

    /** Open rooms; 0 when nobody watches anything. */
    size: () => rooms.size,

    close(): void {
      unsubscribe();
      for (const room of rooms.values()) clearTimeout(room.timer);
      rooms.clear();
    },
  };
}
