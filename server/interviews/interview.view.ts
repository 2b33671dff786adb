import type { z } from 'zod';
import type { UserId } from '#shared/contract/ids.ts';
import type { InterviewRecord, InterviewSummary, InterviewView } from '#shared/contract/views.ts';
import { interviewState } from '#shared/rules/interview.ts';
import { viewCandidate } from '../accounts/candidate.ts';
import type { findMessages, NamedInterview, RecordedInterview } from './interview.repo.ts';

const at = (moment: Date | null) => moment?.getTime() ?? null;

function stateOf(row: NamedInterview) {
  return interviewState({ startedAt: at(row.startedAt), endedAt: at(row.endedAt) });
}

const boothOf = (row: NamedInterview) => ({
  id: row.boothId,
  number: row.boothNumber,
  employer: { zh: row.employerZh, en: row.employerEn },
  fairId: row.fairId,
});

const positionOf = (row: NamedInterview) =>
  row.positionId === null ? null : { id: row.positionId, title: { zh: row.titleZh ?? '', en: row.titleEn ?? '' } };

/** An interview in a list; the graduate sees an outcome only once it is released. */
export function viewSummary(row: NamedInterview, viewer: UserId): z.infer<typeof InterviewSummary> {
  const hidden = viewer === row.graduateId && row.releasedAt === null;
  return {
    id: row.id,
    state: stateOf(row),
    booth: boothOf(row),
    position: positionOf(row),
    graduate: { id: row.graduateId, name: row.candidateName },
    recruiter: { id: row.recruiterId, name: row.recruiterName },
    createdAt: row.createdAt.getTime(),
    startedAt: at(row.startedAt),
    endedAt: at(row.endedAt),
    outcome: hidden ? null : row.outcome,
    releasedAt: at(row.releasedAt),
  };
}

/** The team's record, with the private note. */
export function viewRecord(row: RecordedInterview, viewer: UserId): z.infer<typeof InterviewRecord> {
  return { ...viewSummary(row, viewer), candidate: viewCandidate(row), dropOffId: row.dropOffId, note: row.note };
}

/** The one snapshot of the room, the same for both sides. */
export function viewRoom(
  row: NamedInterview,
  messages: Awaited<ReturnType<typeof findMessages>>,
  inRoom: ReadonlySet<UserId>,
): z.infer<typeof InterviewView> {
  return {
    id: row.id,
    state: stateOf(row),
    booth: boothOf(row),
    position: positionOf(row),
    graduate: { id: row.graduateId, name: row.candidateName, inRoom: inRoom.has(row.graduateId) },
    recruiter: { id: row.recruiterId, name: row.recruiterName, inRoom: inRoom.has(row.recruiterId) },
    plannedMs: row.plannedMs,
    createdAt: row.createdAt.getTime(),
    startedAt: at(row.startedAt),
    endedAt: at(row.endedAt),
    endedBy: row.endedBy,
    messages: messages.map(({ id, senderId, text, at: sentAt }) => ({
      id,
      from: senderId,
      text,
      at: sentAt.getTime(),
    })),
  };
}
