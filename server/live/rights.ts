import { RIGHTS_CHECK_MS } from '#shared/rules/limits.ts';
import { findLiveSessions } from '../accounts/account.repo.ts';
import type { AccountService } from '../accounts/account.service.ts';
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
  const known = new WeakMap<LiveSocket, string>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function check(): Promise<void> {
    const sockets = [...gateway.io.sockets.sockets.values()] as LiveSocket[];
    const ids = [
      ...new Set(sockets.flatMap(({ data }) => (data.actor?.sessionId === undefined ? [] : [data.actor.sessionId]))),
    ];
    if (ids.length === 0) return;
    const live = new Map(
      (await findLiveSessions(db, ids, new Date(clock.now()))).map(({ id, grants }) => [
        id,
        [...grants.split(',')].sort().join(),
      ]),
    );
    for (const socket of sockets) {
      const { actor, headers } = socket.data;
      const rights = actor?.sessionId === undefined ? undefined : live.get(actor.sessionId);
      if (rights === undefined) {
        socket.emit('session:ended', { code: 'sessionEnded' });
        socket.disconnect(true);
        continue;
      }
      const before = known.get(socket);
      known.set(socket, rights);
      if (before === undefined || before === rights) continue;
      socket.data.actor = await accounts.readActor(headers);
      await gateway.recheck(socket);
    }
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
