import type { FairId, InterviewId, UserId } from '#shared/contract/ids.ts';
import type { FactBus } from '../lib/facts.ts';

/** Who is connected to this node, and who is in which interview's room: live facts that no table keeps. */
export type Presence = ReturnType<typeof createPresence>;

export function createPresence(facts: FactBus) {
  const sockets = new Map<UserId, number>();
  const rooms = new Map<InterviewId, Map<UserId, number>>();
  const none: ReadonlySet<UserId> = new Set();

  const told = (fairId: FairId | null) => facts.publish([{ type: 'presence.changed', fairId }]);

  return {
    connected(userId: UserId): void {
      const count = (sockets.get(userId) ?? 0) + 1;
      sockets.set(userId, count);
      if (count === 1) told(null);
    },

    disconnected(userId: UserId): void {
      const count = (sockets.get(userId) ?? 0) - 1;
      if (count > 0) return void sockets.set(userId, count);
      sockets.delete(userId);
      told(null);
    },

    online: (): UserId[] => [...sockets.keys()],

    /** Counts joinings, since a refresh enters before the older peer is gone. */
    entered(interviewId: InterviewId, userId: UserId): void {
      const room = rooms.get(interviewId) ?? new Map<UserId, number>();
      room.set(userId, (room.get(userId) ?? 0) + 1);
      rooms.set(interviewId, room);
    },

    left(interviewId: InterviewId, userId: UserId): void {
      const room = rooms.get(interviewId);
      const count = (room?.get(userId) ?? 0) - 1;
      if (room === undefined) return;
      if (count > 0) room.set(userId, count);
      else room.delete(userId);
      if (room.size === 0) rooms.delete(interviewId);
    },

    inRoom: (interviewId: InterviewId): ReadonlySet<UserId> => new Set(rooms.get(interviewId)?.keys() ?? none),
  };
}
