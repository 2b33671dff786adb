import { randomUUID } from 'node:crypto';
import type { BoothId, DeskId, InterviewId, TicketId } from '#shared/contract/ids.ts';
import type { Session } from '../../support/app-server.ts';

/** What the line's commands answer with, as far as the tests read it. */
export type Told = {
  id?: string;
  code?: string;
  state?: string;
  number?: number;
  ticketId?: TicketId;
  interviewId?: InterviewId;
};
export type Answered = { status: number; body: Told };

/** One durable command as a page sends it, under a key of its own unless one is given. */
export function order(who: Session, path: string, body: object = {}, key: string = randomUUID()): Promise<Answered> {
  return who.call<Told>('POST', path, body, { 'idempotency-key': key });
}

async function done(what: string, answer: Promise<Answered>): Promise<Told> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${what} was refused: ${status} ${body.code}`);
  return body;
}

/** Sits down at a desk of the booth. */
export async function sitDown(recruiter: Session, boothId: BoothId): Promise<DeskId> {
  return (await done('a desk', order(recruiter, `/booths/${boothId}/desks`))).id as DeskId;
}

/** Takes a place in line. */
export async function takePlace(graduate: Session, boothId: BoothId): Promise<TicketId> {
  return (await done('a place', order(graduate, `/booths/${boothId}/tickets`))).id as TicketId;
}

/** Calls the next person to the desk. */
export async function callNext(recruiter: Session, deskId: DeskId): Promise<TicketId> {
  return (await done('a call', order(recruiter, `/desks/${deskId}/call-next`))).ticketId as TicketId;
}

/** Accepts a call. */
export async function accept(graduate: Session, ticketId: TicketId): Promise<InterviewId> {
  return (await done('an acceptance', order(graduate, `/tickets/${ticketId}/accept`))).interviewId as InterviewId;
}

/** From an empty booth to a running interview. */
export async function meet(
  recruiter: Session,
  graduate: Session,
  boothId: BoothId,
): Promise<{ deskId: DeskId; ticketId: TicketId; interviewId: InterviewId }> {
  const deskId = await sitDown(recruiter, boothId);
  const ticketId = await takePlace(graduate, boothId);
  await callNext(recruiter, deskId);
  return { deskId, ticketId, interviewId: await accept(graduate, ticketId) };
}
