import type { z } from 'zod';
import type { DeskView, InterviewRecord, MyDayView, MyDropOff, MyTicket } from '#shared/contract/views.ts';
import type { Session } from './app-server.ts';

/** The steps of the main job over HTTP, each throwing when it is refused. */

export type Ticket = z.infer<typeof MyTicket>;
export type DropOff = z.infer<typeof MyDropOff>;
export type MyDay = z.infer<typeof MyDayView>;
export type InterviewNotes = z.infer<typeof InterviewRecord>;
export type Called = { ticketId: string; candidate: { userId: string; name: string }; callExpiresAt: number };

/** Sits down at a booth; gives the desk's id. */
export async function openDesk(recruiter: Session, boothId: string): Promise<string> {
  return (await recruiter.ask<z.infer<typeof DeskView>>('POST', `/booths/${boothId}/desks`, {})).id;
}

export function joinLine(graduate: Session, boothId: string, positionId?: string): Promise<Ticket> {
  return graduate.ask<Ticket>('POST', `/booths/${boothId}/tickets`, positionId === undefined ? {} : { positionId });
}

export function callNext(recruiter: Session, deskId: string): Promise<Called> {
  return recruiter.ask<Called>('POST', `/desks/${deskId}/call-next`, {});
}

/** Accepts a call; gives the interview's id. */
export async function acceptCall(graduate: Session, ticketId: string): Promise<string> {
  return (await graduate.ask<{ interviewId: string }>('POST', `/tickets/${ticketId}/accept`, {})).interviewId;
}

export function endInterview(side: Session, interviewId: string): Promise<unknown> {
  return side.ask('POST', `/interviews/${interviewId}/end`, {});
}

export function myDay(graduate: Session): Promise<MyDay> {
  return graduate.ask<MyDay>('GET', '/my/day');
}

export function dropOff(graduate: Session, positionId: string): Promise<DropOff> {
  return graduate.ask<DropOff>('POST', `/positions/${positionId}/drop-offs`, {});
}
