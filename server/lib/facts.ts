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
  /** Something that only the room itself shows: a message, somebody who came or went. */
  | { type: 'interview.stirred'; interviewId: InterviewId }
  | { type: 'interview.ended'; interviewId: InterviewId }
  | { type: 'grants.changed'; userId: UserId }
  | { type: 'presence.changed'; fairId: FairId | null }
  /** The connection to other nodes was away and is back: facts may have been missed. */
  | { type: 'relay.restored' };

/** Commit, then tell: facts go out only after the transaction that made them. */
export type FactBus = {
  /** Facts of this node: they go to its own listeners and to the other nodes. */
  publish(facts: readonly Fact[]): void;
  /** Facts of another node: for this one's listeners only. */
  receive(facts: readonly Fact[]): void;
  subscribe(listener: (fact: Fact) => void): () => void;
  /** What this node published, for the relay to the others. */
  onPublished(listener: (facts: readonly Fact[]) => void): () => void;
};

/** The bus of one process. `relay.ts` joins the buses of several nodes over Redis. */
export function createFactBus(): FactBus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const listen = <T>(event: 'fact' | 'published', listener: (value: T) => void) => {
    emitter.on(event, listener);
    return () => emitter.off(event, listener);
  };
  const receive = (facts: readonly Fact[]) => {
    for (const fact of facts) emitter.emit('fact', fact);
  };
  return {
    receive,
    publish(facts) {
      if (facts.length === 0) return;
      receive(facts);
      emitter.emit('published', facts);
    },
    subscribe: (listener) => listen('fact', listener),
    onPublished: (listener) => listen('published', listener),
  };
}
