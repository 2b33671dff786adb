import { randomUUID } from 'node:crypto';
import { isErrorCode } from '#shared/contract/errors.ts';
import type { InterviewId, UserId } from '#shared/contract/ids.ts';
import { InterviewId as InterviewIdSchema } from '#shared/contract/ids.ts';
import type { MediaNotice, MediaRequest, MediaRequestName, PeerGoneReason } from '#shared/contract/media.ts';
import type { TurnConfig } from '../config.ts';
import type { InterviewService } from '../interviews/interview.service.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { FactBus } from '../lib/facts.ts';
import type { Logger } from '../lib/logger.ts';
import { MediaError, type MediaRooms, type PeerRequestName, type PeerSession } from '../media/engine.ts';
import type { LiveSocket } from './gateway.ts';
import { iceServersFor } from './ice-servers.ts';
import type { Presence } from './presence.ts';

type Seat = { peer: PeerSession; interviewId: InterviewId; userId: UserId; taken: boolean };

type Deps = {
  media: MediaRooms;
  interviews: InterviewService;
  presence: Presence;
  facts: FactBus;
  clock: Clock;
  logger: Logger;
  turn: TurnConfig | undefined;
};

export type MediaDoor = ReturnType<typeof createMediaDoor>;

/** Where a socket's media requests meet the engine: who may enter is asked of the interviews, once a join. */
export function createMediaDoor({ media, interviews, presence, facts, clock, logger, turn }: Deps) {
  const seats = new Map<string, Seat>();

  const stop = facts.subscribe((fact) => {
    if (fact.type === 'interview.ended') media.closeRoom(fact.interviewId, 'ended');
  });

  function tellPresence(interviewId: InterviewId): void {
    interviews.presence(interviewId, presence.inRoom(interviewId)).catch((error: unknown) => {
      logger.warn({ err: error, interviewId }, 'presence in a room could not be written');
    });
  }

  /** Ends what a socket holds in a room, once. */
  function free(socketId: string, seat: Seat): void {
    if (!seat.taken) return;
    seat.taken = false;
    if (seats.get(socketId) === seat) seats.delete(socketId);
    presence.left(seat.interviewId, seat.userId);
    tellPresence(seat.interviewId);
  }

  function vacate(socketId: string, seat: Seat, reason: PeerGoneReason): void {
    seat.peer.close(reason);
    free(socketId, seat);
  }

  /** Puts out who may no longer be in the room. */
  async function recheck(socket: LiveSocket): Promise<void> {
    const seat = seats.get(socket.id);
    if (seat === undefined) return;
    try {
      await interviews.admit(socket.data.actor, seat.interviewId);
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      vacate(socket.id, seat, 'removed');
    }
  }

  async function join(socket: LiveSocket, request: MediaRequest<'media:join'>) {
    const parsed = InterviewIdSchema.safeParse(request.roomId);
    if (!parsed.success) throw new AppError('interviewNotFound');
    const interviewId = parsed.data;
    const { role, userId } = await interviews.admit(socket.data.actor, interviewId);
    const held: { seat?: Seat } = {};
    const peer = await media.join({
      roomId: interviewId,
      peerId: randomUUID(),
      userId,
      displayRole: role,
      rtpCapabilities: request.rtpCapabilities,
      iceServers: iceServersFor(turn, userId, clock.now()),
      notify: (notice: MediaNotice) => {
        socket.emit('media:event', notice);
        const over = notice.event.type === 'superseded' || notice.event.type === 'roomClosed';
        if (over && held.seat !== undefined) free(socket.id, held.seat);
      },
    });
    // A later joining of the same person, or the end of the room, may have come first.
    if (peer.closed) throw new AppError('mediaFailed');
    const before = seats.get(socket.id);
    const seat: Seat = { peer, interviewId, userId, taken: true };
    held.seat = seat;
    seats.set(socket.id, seat);
    presence.entered(interviewId, userId);
    if (before !== undefined) vacate(socket.id, before, 'left');
    if (!socket.connected) {
      vacate(socket.id, seat, 'disconnected');
    } else {
      tellPresence(interviewId);
      // The interview, or the right to it, may have ended while the room was entered.
      await recheck(socket);
      if (!seat.taken) throw new AppError('mediaFailed');
    }
    return peer.joined;
  }

  return {
    /** Answers one media request of a socket. @throws AppError with the engine's or the interviews' code. */
    async handle(socket: LiveSocket, name: MediaRequestName, payload: unknown): Promise<object> {
      try {
        if (name === 'media:join') return await join(socket, payload as MediaRequest<'media:join'>);
        const seat = seats.get(socket.id);
        if (seat === undefined) {
          if (name === 'media:leave') return {};
          throw new AppError('mediaNotJoined');
        }
        const answer = await seat.peer.request(name as PeerRequestName, payload);
        if (name === 'media:leave') free(socket.id, seat);
        return answer;
      } catch (error) {
        if (!(error instanceof MediaError)) throw error;
        logger.debug({ err: error, request: name }, 'a media request was refused');
        throw new AppError(isErrorCode(error.code) ? error.code : 'mediaFailed', {
          fields: [...error.fields],
          cause: error,
        });
      }
    },

    disconnected(socket: LiveSocket): void {
      const seat = seats.get(socket.id);
      if (seat === undefined) return;
      vacate(socket.id, seat, 'disconnected');
    },

    recheck,

    /** Sockets with a seat in a room. */
    size: () => seats.size,

    close: stop,
  };
}
