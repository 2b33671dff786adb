import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import type { DropOff } from './drop-off-decision.tsx';

type Page = { dropOffs: DropOff[]; next: string | null };

/**
 * Puts a drop-off that was opened or decided into every inbox list that shows it. It stays where it is, also where a
 * filter would now leave it out: rows do not jump away under the reader; the next reading of the list sorts it.
 */
export function patchInbox(client: QueryClient, changed: DropOff): void {
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
