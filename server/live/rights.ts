import { RIGHTS_CHECK_MS } from '#shared/rules/limits.ts';
import { findLiveSessions } from '../accounts/account.repo.ts';
import type { AccountService } from '../accounts/account.service.ts';
import { grantsWord, rightsOf } from '../accounts/actor.ts';
import type { Db } from '../db/connect.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Gateway, LiveSocket } from './gateway.ts';

/**
 * Reads the rights of all connected sockets again, with one query a second: a session that ended closes its sockets, a
 * role that was removed takes its views and its seat away. So nothing outlives its right by two seconds (faults F41).
 */
export function startRightsCheck(deps: {
  db: Db;
  gateway: Gateway;
  accounts: AccountService;
  clock: Clock;
  logger: Logger;
}) {
  const { db, gateway, accounts, clock, logger } = deps;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function check(): Promise<void> {
    const sockets = [...gateway.io.sockets.sockets.values()];
    const ids = [...new Set(sockets.flatMap(({ data }) => data.actor.sessionId ?? []))];
    if (ids.length === 0) return;
    const rights = new Map(
      (await findLiveSessions(db, ids, new Date(clock.now()))).map((session) => [session.id, session.grants]),
    );
    for (const socket of sockets) {
      const { sessionId = '' } = socket.data.actor;
      const now = rights.get(sessionId);
      try {
        if (now === undefined || !(await renew(socket, grantsWord(now)))) end(socket);
      } catch (error) {
        // Their rights count as those of before, so that the next round tries again.
        logger.warn({ err: error, sessionId }, 'the rights of a connection could not be read again');
      }
    }
  }

  /** Reads the actor of a socket again if their rights are no longer those it was last checked with; false without a session. */
  async function renew(socket: LiveSocket, rights: string): Promise<boolean> {
    if (rights === socket.data.rights) return true;
    const actor = await accounts.readActor(socket.data.headers);
    if (actor.userId === undefined) return false;
    socket.data.actor = actor;
    await gateway.recheck(socket);
    socket.data.rights = rightsOf(actor);
    return true;
  }

  function end(socket: LiveSocket): void {
    socket.emit('session:ended', { code: 'sessionEnded' });
    socket.disconnect(true);
  }

  const round = () => {
    check()
      .catch((error: unknown) => logger.warn({ err: error }, 'rights could not be read again'))
      .finally(() => {
        if (!stopped) timer = setTimeout(round, RIGHTS_CHECK_MS);
      });
  };
  timer = setTimeout(round, RIGHTS_CHECK_MS);

  return {
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
