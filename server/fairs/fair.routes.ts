import type { Routes } from '../http/routes.ts';
import type { FairService } from './fair.service.ts';

/** HTTP of fairs; what lists booths stands with the booths. */
export function fairRoutes(routes: Routes['fairs'], fairs: FairService) {
  return {
    list: routes.list.handler(({ context }) => fairs.list(context.caller.actor)),
    show: routes.show.handler(({ context, input }) => fairs.show(context.caller.actor, input.fairId)),
    facets: routes.facets.handler(({ context, input }) => fairs.facets(context.caller.actor, input.fairId)),
    create: routes.create.handler(({ context, input }) => fairs.create(context.caller, input)),
    update: routes.update.handler(({ context, input }) => fairs.update(context.caller, input)),
    publish: routes.publish.handler(({ context, input }) => fairs.publish(context.caller, input.fairId)),
    pause: routes.pause.handler(({ context, input }) => fairs.setPaused(context.caller, input.fairId, true)),
    resume: routes.resume.handler(({ context, input }) => fairs.setPaused(context.caller, input.fairId, false)),
    extend: routes.extend.handler(({ context, input }) => fairs.extend(context.caller, input.fairId, input.byMinutes)),
    universities: routes.universities.handler(({ context }) => fairs.universities(context.caller.actor)),
  };
}
