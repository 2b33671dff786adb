import type { z } from 'zod';
import type { InboxDropOff, MyDropOff } from '#shared/contract/views.ts';
import { viewCandidate } from '../accounts/candidate.ts';
import type { findInbox, NamedDropOff } from './drop-off.repo.ts';

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
