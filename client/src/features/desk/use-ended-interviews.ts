import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BoothId, InterviewId } from '#shared/contract/ids.ts';
import { orpc } from '../../api/client.ts';
import { serverNow } from '../../live/server-clock.ts';
import { wantsOutcome } from './finished.tsx';
import type { Interview } from './outcome-form.tsx';

/** An own interview without an outcome is asked for at the desk for this long after its end, ms; later ones wait in the list. */
const ASK_FOR_MS = 30 * 60_000;

/**
 * The booth's interviews, and `open`: the own one that has just ended and wants its outcome, also after a refresh, until
 * it is recorded or put off with `settle`. `running`: an own interview here has not ended. Read again whenever the live view says that one more has finished.
 */
export function useEndedInterviews(
  boothId: BoothId,
  userId: string | undefined,
  finished: number,
  running: InterviewId | null,
): { all: readonly Interview[]; running: boolean; open: Interview | undefined; settle: () => void } {
  const query = useQuery(orpc.interviews.ofBooth.queryOptions({ input: { boothId } }));
  const { refetch } = query;
  const [since, setSince] = useState({ running, at: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts are triggers, not inputs
  useEffect(() => {
    setSince((old) => (old.running === running ? old : { running, at: Date.now() }));
    void refetch();
  }, [finished, running, refetch]);
  // What was read before the own interview ended does not know its end: it would ask about somebody earlier instead.
  const current = since.running === running && query.dataUpdatedAt >= since.at;
  const [settled, setSettled] = useState<ReadonlySet<InterviewId>>(new Set());
  const all = query.data ?? [];
  const open = all.find(
    (each) =>
      current &&
      wantsOutcome(each) &&
      each.recruiter.id === userId &&
      !settled.has(each.id) &&
      serverNow() - (each.endedAt ?? 0) < ASK_FOR_MS,
  );
  return {
    all,
    running: all.some((each) => each.endedAt === null && each.recruiter.id === userId),
    open,
    settle: () => {
      if (open !== undefined) setSettled((old) => new Set(old).add(open.id));
    },
  };
}
