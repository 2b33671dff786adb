import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import type { DropOff } from './drop-off-decision.tsx';

/** Where the reading of one drop-off is kept. */
export const atHandKey = (dropOffId: DropOff['id']) => ['resume-at-hand', dropOffId] as const;

type Page = { dropOffs: DropOff[]; next: string | null };

/**
 * Puts a drop-off that was opened or decided into every list and at every résumé that shows it. In a list it stays where it is, also where a
 * filter would now leave it out: rows do not jump away under the reader; the next reading of the list sorts it.
 */
export function patchInbox(client: QueryClient, changed: DropOff): void {
  client.setQueryData<{ dropOff: DropOff }>(atHandKey(changed.id), (old) =>
    old === undefined ? old : { ...old, dropOff: changed },
  );
  client.setQueriesData<InfiniteData<Page>>({ queryKey: orpc.dropOffs.inbox.key() }, (old) => {
    if (old === undefined) return old;
    return {
      ...old,
      pages: old.pages.map((page) => ({
        ...page,
        dropOffs: page.dropOffs.map((each) => (each.id === changed.id ? changed : each)),
      })),
    };
  });
}
