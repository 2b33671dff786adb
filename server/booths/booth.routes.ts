import type { z } from 'zod';
import type { httpContract } from '#shared/contract/http.ts';
import type { BoothId } from '#shared/contract/ids.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Routes } from '../http/routes.ts';
import type { BoothService } from './booth.service.ts';
import type { DeskService } from './desk.service.ts';
import type { FloorService } from './floor.service.ts';

type Mine = z.infer<NonNullable<(typeof httpContract.booths.show)['~orpc']['outputSchema']>>['mine'];
/** What is the viewer's own at a booth: from the line and the drop-offs, which stand above the booths. */
export type FindMine = (actor: Actor, boothId: BoothId) => Promise<Mine>;

/** HTTP of booths and desks. */
export function boothRoutes(routes: Routes['booths'], booths: BoothService, desks: DeskService, findMine: FindMine) {
  return {
    show: routes.show.handler(async ({ context, input }) => {
      const { actor } = context.caller;
      const [booth, mine] = await Promise.all([booths.show(actor, input.boothId), findMine(actor, input.boothId)]);
      return { ...booth, mine };
    }),
    create: routes.create.handler(({ context, input }) => booths.create(context.caller, input)),
    mine: routes.mine.handler(({ context }) => booths.mine(context.caller.actor)),
    pause: routes.pause.handler(({ context, input }) => booths.setPaused(context.caller, input.boothId, true)),
    resume: routes.resume.handler(({ context, input }) => booths.setPaused(context.caller, input.boothId, false)),
    openDesk: routes.openDesk.handler(({ context, input }) => desks.open(context.caller, input.boothId)),
    closeDesk: routes.closeDesk.handler(({ context, input }) => desks.close(context.caller, input.deskId)),
  };
}

/** The routes under a fair that list booths. */
export function floorRoutes(routes: Routes['fairs'], floor: FloorService, booths: BoothService) {
  return {
    floor: routes.floor.handler(({ context, input }) => floor.list(context.caller.actor, input)),
    employers: routes.employers.handler(({ context, input }) => booths.employersWithout(context.caller.actor, input)),
  };
}
