import type { z } from 'zod';
import type { MyTicket, WaitRange } from '#shared/contract/views.ts';
import { boothDoor } from '#shared/rules/booth.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import { isLinedUp, isLiveTicket } from '#shared/rules/ticket.ts';
import { waitRange } from '#shared/rules/wait-estimate.ts';
import { timesOf } from '../fairs/fair.view.ts';
import type { findTicketsOf, LineFacts } from './line.repo.ts';

/** The wait of the person who has `ahead` people before them; null when nothing honest can be said. Rule W1. */
export function viewWait(facts: LineFacts | undefined, desks: number, ahead: number): z.infer<typeof WaitRange> | null {
  if (facts === undefined) return null;
  return (
    waitRange({
      ahead,
      desks,
      lengthsMs: facts.lengthsMs,
      busyForMs: facts.busyForMs,
      fairMeanMs: facts.fairMeanMs ?? undefined,
    }) ?? null
  );
}

/** A graduate's own ticket. */
export function viewMyTicket(
  row: Awaited<ReturnType<typeof findTicketsOf>>[number],
  facts: LineFacts | undefined,
  desks: number,
  now: number,
): z.infer<typeof MyTicket> {
  const inLine = isLinedUp(row.state);
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    booth: {
      id: row.boothId,
      number: row.boothNumber,
      employer: { zh: row.employerZh, en: row.employerEn },
      fairId: row.fairId,
    },
    position:
      row.positionId === null ? null : { id: row.positionId, title: { zh: row.titleZh ?? '', en: row.titleEn ?? '' } },
    joinedAt: row.joinedAt.getTime(),
    ahead: inLine ? row.ahead : null,
    wait: inLine ? viewWait(facts, desks, row.ahead) : null,
    door: boothDoor({
      phase: fairPhase(timesOf(row), now),
      fairPaused: row.fairPausedAt !== null,
      boothPaused: row.boothPausedAt !== null,
      desksPresent: desks,
    }),
    calledBy: isLiveTicket(row.state) ? row.interviewerName : null,
    callExpiresAt: row.state === 'called' ? (row.callExpiresAt?.getTime() ?? null) : null,
    interviewId: row.interviewId,
    endedAt: row.endedAt?.getTime() ?? null,
  };
}
