import type { ViewMessage, ViewName } from '#shared/contract/socket.ts';
import type { Actor } from '../accounts/actor.ts';
import { AppError } from '../lib/app-error.ts';
import type { RoomParams, ViewRegistry } from './view-registry.ts';

/** One view that a socket watches, or is about to. */
type Hold = { view: ViewName; params: RoomParams<ViewName>; revoked: boolean };

/** The rooms of one socket, as the transport knows them. */
type Rooms = { join(key: string): void | Promise<void>; leave(key: string): void | Promise<void> };

export type Subscriptions = ReturnType<typeof createSubscriptions>;

/**
 * What one socket watches. A view is held from the moment it is asked for, before anything is waited for: so it is
 * counted once however often it is asked for at the same time, given back once whenever the socket goes, and a right
 * that is taken away while a snapshot loads takes that view away too.
 */
export function createSubscriptions(registry: ViewRegistry, rooms: Rooms) {
  const holds = new Map<string, Hold>();
  let closed = false;

  async function drop(key: string, hold: Hold | undefined): Promise<void> {
    if (hold === undefined || holds.get(key) !== hold) return;
    holds.delete(key);
    registry.leave(key);
    await rooms.leave(key);
  }

  return {
    /** Begins to watch, or fetches the snapshot of what is watched already. @throws AppError of the view. */
    async subscribe(
      view: ViewName,
      params: RoomParams<ViewName>,
      key: string,
      actor: () => Actor,
    ): Promise<ViewMessage> {
      // An order may still be read after the connection went.
      if (closed) throw new AppError('unavailable');
      const before = holds.get(key);
      const hold = before ?? { view, params, revoked: false };
      if (before === undefined) {
        holds.set(key, hold);
        registry.enter(view, params);
      }
      try {
        await registry.authorize(view, params, actor());
        if (holds.get(key) === hold) await rooms.join(key);
        const message = await registry.snapshot(key);
        if (hold.revoked) throw new AppError('forbidden');
        return message;
      } catch (error) {
        if (before === undefined) await drop(key, hold);
        throw error;
      }
    },

    unsubscribe: (key: string) => drop(key, holds.get(key)),

    /** Gives up every view that the actor may no longer see, and tells which. */
    async recheck(actor: Actor, told: (view: ViewName, key: string, error: AppError) => void): Promise<void> {
      for (const [key, hold] of [...holds]) {
        try {
          await registry.authorize(hold.view, hold.params, actor);
        } catch (error) {
          if (!(error instanceof AppError) || error.status >= 500) throw error;
          hold.revoked = true;
          await drop(key, hold);
          told(hold.view, key, error);
        }
      }
    },

    /** Gives everything back: the socket is gone. */
    close(): void {
      closed = true;
      for (const key of holds.keys()) registry.leave(key);
      holds.clear();
    },
  };
}
