import type { Routes } from '../http/routes.ts';
import type { TicketService } from './ticket.service.ts';

/** HTTP of the line; `myDay` stands with the interviews, which are part of it. */
export function ticketRoutes(routes: Routes['queue'], tickets: TicketService) {
  return {
    join: routes.join.handler(({ context, input }) => tickets.join(context.caller, input)),
    leave: routes.leave.handler(({ context, input }) => tickets.leave(context.caller, input.ticketId)),
    callNext: routes.callNext.handler(({ context, input }) => tickets.callNext(context.caller, input.deskId)),
    putBack: routes.putBack.handler(({ context, input }) => tickets.putBack(context.caller, input.ticketId)),
    accept: routes.accept.handler(({ context, input }) => tickets.accept(context.caller, input.ticketId)),
    decline: routes.decline.handler(({ context, input }) => tickets.decline(context.caller, input.ticketId)),
  };
}
