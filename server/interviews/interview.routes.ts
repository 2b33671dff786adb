import type { Routes } from '../http/routes.ts';
import type { InterviewService } from './interview.service.ts';

/** HTTP of interviews. */
export function interviewRoutes(routes: Routes['interviews'], interviews: InterviewService) {
  return {
    show: routes.show.handler(({ context, input }) => interviews.show(context.caller.actor, input.interviewId)),
    mine: routes.mine.handler(({ context }) => interviews.mine(context.caller.actor)),
    ofBooth: routes.ofBooth.handler(({ context, input }) => interviews.ofBooth(context.caller.actor, input.boothId)),
    record: routes.record.handler(({ context, input }) => interviews.record(context.caller.actor, input.interviewId)),
    say: routes.say.handler(({ context, input }) => interviews.say(context.caller, input)),
    end: routes.end.handler(({ context, input }) => interviews.end(context.caller, input.interviewId)),
    note: routes.note.handler(({ context, input }) => interviews.note(context.caller, input.interviewId, input.note)),
    decide: routes.decide.handler(({ context, input }) => interviews.decide(context.caller, input)),
  };
}
