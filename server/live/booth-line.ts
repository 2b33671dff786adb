import type { z } from 'zod';
import type { BoothId } from '#shared/contract/ids.ts';
import type { BoothLineView } from '#shared/contract/views.ts';
import { isLinedUp } from '#shared/rules/ticket.ts';
import type { Db } from '../db/connect.ts';
import { findLine, findLineFacts } from '../queue/line.repo.ts';
import { viewWait } from '../queue/ticket.view.ts';
import { loadBoothDoor } from './booth-door.ts';

/** The line of a booth as everybody there sees it: opaque numbers in order, each with its wait. Four queries, however many stand in it. */
export async function loadBoothLine(db: Db, boothId: BoothId, now: Date): Promise<z.infer<typeof BoothLineView>> {
  const [{ pulse, door }, line, [facts]] = await Promise.all([
    loadBoothDoor(db, boothId, now),
    findLine(db, boothId),
    findLineFacts(db, [boothId], now),
  ]);
  let ahead = 0;
  return {
    boothId,
    door,
    desks: pulse.desks,
    interviewing: pulse.interviewing,
    line: line.map(({ number, state }) => {
      const lined = isLinedUp(state);
      const wait = lined ? viewWait(facts, pulse.desks, ahead) : null;
      if (lined) ahead += 1;
      return { number, state, wait };
    }),
  };
}
