import type { ViewSnapshot } from '#shared/contract/socket.ts';

/** A graduate's own ticket, as `myDay` shows it. */
export type Ticket = ViewSnapshot<'myDay'>['tickets'][number];

/** How a call ended that this window did not answer. `gone`: the ticket is no longer told about. */
export type Unanswered = 'noShow' | 'waiting' | 'removed' | 'closed' | 'gone';

/** What the screen over all screens shows: nothing, the call, or what became of a call that passed. */
export type CallShown =
  | { kind: 'nothing' }
  | { kind: 'call'; ticket: Ticket }
  | { kind: 'after'; ticket: Ticket; how: Unanswered };

/** Nothing is being shown. */
export const NOTHING: CallShown = { kind: 'nothing' };

/**
 * What is shown next, from what is shown now and the newest tickets. `answered` is the ticket that this window accepted
 * or declined: its end is no surprise and needs no words.
 */
export function followCall(shown: CallShown, tickets: readonly Ticket[], answered: string | null): CallShown {
  const called = tickets.find((ticket) => ticket.state === 'called');
  if (called !== undefined) return called.id === answered ? NOTHING : { kind: 'call', ticket: called };
  if (shown.kind !== 'call') return shown;
  const { ticket } = shown;
  if (ticket.id === answered) return NOTHING;
  const now = tickets.find((one) => one.id === ticket.id);
  if (now === undefined) return { kind: 'after', ticket, how: 'gone' };
  switch (now.state) {
    case 'noShow':
    case 'removed':
    case 'closed':
      return { kind: 'after', ticket, how: now.state };
    case 'waiting':
    case 'paused':
    case 'held':
      return { kind: 'after', ticket, how: 'waiting' };
    // Accepted or declined in another window of the same person.
    default:
      return NOTHING;
  }
}

/** Whether two things to show are the same on the screen, so that a new snapshot need not draw again. */
export function sameShown(a: CallShown, b: CallShown): boolean {
  if (a.kind === 'nothing' || b.kind === 'nothing') return a.kind === b.kind;
  return a.kind === b.kind && a.ticket.id === b.ticket.id && a.ticket.callExpiresAt === b.ticket.callExpiresAt;
}
