import { EventEmitter } from 'node:events';
import type { BoothId, FairId, InterviewId, UserId } from '#shared/contract/ids.ts';

/** What has happened, in the past tense, with the ids that views need to know whether they are stale. */
export type Fact =
  | { type: 'fair.changed'; fairId: FairId }
  | { type: 'booth.changed'; fairId: FairId; boothId: BoothId }
  /** Any move of a ticket: joined, called, accepted, left, expired... `alsoAt`: the other booths its graduate waits at. */
  | { type: 'ticket.moved'; fairId: FairId; boothId: BoothId; graduateId: UserId; alsoAt: BoothId[] }
  | { type: 'dropOff.changed'; fairId: FairId; boothId: BoothId; graduateId: UserId }
  | { type: 'interview.changed'; interviewId: InterviewId; fairId: FairId; boothId: BoothId; graduateId: UserId }
  | { type: 'interview.ended'; interviewId: InterviewId }
  | { type: 'grants.changed'; userId: UserId }
  | { type: 'presence.changed'; fairId: FairId | null };

/** Commit, then tell: facts go out only after the transaction that made them. */
export type FactBus = {
  publish(facts: readonly Fact[]): void;
  subscribe(listener: (fact: Fact) => void): () => void;
};

/** The bus of one process. `relay.ts` joins the buses of several nodes over Redis. */
export function createFactBus(): FactBus {
  const emitter = new EventEmitter({ captureRejections: false });
  emitter.setMaxListeners(0);
  return {
    publish(facts) {
      for (const fact of facts) emitter.emit('fact', fact);
    },
    subscribe(listener) {
      emitter.on('fact', listener);
      return () => emitter.off('fact', listener);
    },
  };
}
