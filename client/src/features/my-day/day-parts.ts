import type { InterviewSummary, MyDayView } from '#shared/contract/views.ts';
import { isLiveTicket } from '#shared/rules/ticket.ts';
import { isLinedUp, type MyTicket } from '../../ui/my-place.ts';

export type Day = MyDayView;
export type Interview = InterviewSummary;

/** The day sorted into what is now, what comes next, and what is done. */
export type DayParts = {
  /** Called or in an interview: at most one ticket. */
  turn: MyTicket | undefined;
  /** An interview that has not ended and can be entered again. */
  running: Interview | undefined;
  /** The place in line that comes first. */
  first: MyTicket | undefined;
  /** The other places in line, the nearest first. */
  later: MyTicket[];
  interviews: Interview[];
  /** Tickets that ended without an interview, newest first. */
  fruitless: MyTicket[];
};

/** How near a ticket is to its turn: by the middle of its wait, else by the people before it. */
function nearness(ticket: MyTicket): number {
  if (ticket.wait !== null) return (ticket.wait.lowMs + ticket.wait.highMs) / 2;
  return Number.MAX_SAFE_INTEGER / 2 + (ticket.ahead ?? 0);
}

export function partsOf(day: Day): DayParts {
  const live = day.tickets.filter((ticket) => isLiveTicket(ticket.state));
  const [first, ...later] = live
    .filter((ticket) => isLinedUp(ticket.state))
    .sort((a, b) => nearness(a) - nearness(b) || a.joinedAt - b.joinedAt);
  return {
    turn: live.find((ticket) => ticket.state === 'called' || ticket.state === 'interviewing'),
    running: day.interviews.find((interview) => interview.state !== 'ended'),
    first,
    later,
    interviews: day.interviews.filter((interview) => interview.state === 'ended'),
    fruitless: day.tickets
      .filter((ticket) => !isLiveTicket(ticket.state) && ticket.state !== 'done')
      .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)),
  };
}
