import type { z } from 'zod';
import type { CandidateView, InboxDropOff, MyDropOff } from '#shared/contract/views.ts';
import type { findInbox, NamedDropOff } from './drop-off.repo.ts';

type CandidateColumns = {
  candidateId: z.infer<typeof CandidateView>['userId'];
  candidateName: string;
  universityId: z.infer<typeof CandidateView>['university']['id'];
  universityZh: string;
  universityEn: string;
  majorCode: string;
  majorZh: string;
  majorEn: string;
  degree: z.infer<typeof CandidateView>['degree'];
  graduationYear: number;
};

/** A graduate as a recruiter of a booth they chose sees them. */
export function viewCandidate(row: CandidateColumns): z.infer<typeof CandidateView> {
  return {
    userId: row.candidateId,
    name: row.candidateName,
    university: { id: row.universityId, name: { zh: row.universityZh, en: row.universityEn } },
    major: { code: row.majorCode, zh: row.majorZh, en: row.majorEn },
    degree: row.degree,
    graduationYear: row.graduationYear,
  };
}

/** A drop-off as its graduate sees it. */
export function viewMyDropOff(row: NamedDropOff): z.infer<typeof MyDropOff> {
  return {
    id: row.id,
    state: row.state,
    booth: {
      id: row.boothId,
      number: row.boothNumber,
      employer: { zh: row.employerZh, en: row.employerEn },
      fairId: row.fairId,
    },
    position: { id: row.positionId, title: { zh: row.titleZh, en: row.titleEn } },
    resumeId: row.resumeId,
    sentAt: row.sentAt.getTime(),
    openedAt: row.openedAt?.getTime() ?? null,
    decidedAt: row.decidedAt?.getTime() ?? null,
    declineReason: row.declineReason,
  };
}

/** A drop-off as the booth's team sees it. */
export function viewInbox(row: Awaited<ReturnType<typeof findInbox>>[number]): z.infer<typeof InboxDropOff> {
  return {
    id: row.id,
    state: row.state,
    candidate: viewCandidate(row),
    position: { id: row.positionId, title: { zh: row.titleZh, en: row.titleEn } },
    sentAt: row.sentAt.getTime(),
    openedAt: row.openedAt?.getTime() ?? null,
    decidedAt: row.decidedAt?.getTime() ?? null,
    declineReason: row.declineReason,
  };
}
