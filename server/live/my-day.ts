import type { z } from 'zod';
import type { UserId } from '#shared/contract/ids.ts';
import type { MyDayView } from '#shared/contract/views.ts';
import type { Db } from '../db/connect.ts';
import { findInterviewsOf } from '../interviews/interview.repo.ts';
import { viewSummary } from '../interviews/interview.view.ts';
import { loadMyTickets } from '../queue/my-tickets.ts';
import { findDropOffsOf } from '../resumes/drop-off.repo.ts';
import { viewMyDropOff } from '../resumes/drop-off.view.ts';

/** What is happening to one graduate. */
export async function loadMyDay(db: Db, userId: UserId, now: Date): Promise<z.infer<typeof MyDayView>> {
  const [tickets, dropOffs, interviews] = await Promise.all([
    loadMyTickets(db, userId, now),
    findDropOffsOf(db, userId),
    findInterviewsOf(db, userId),
  ]);
  return {
    tickets,
    dropOffs: dropOffs.map(viewMyDropOff),
    interviews: interviews.filter(({ graduateId }) => graduateId === userId).map((row) => viewSummary(row, userId)),
  };
}
