import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { BoothId, PositionId } from '#shared/contract/ids.ts';
import type { DropOffState } from '#shared/rules/drop-off.ts';
import { orpc } from '../../api/client.ts';
import type { DropOff } from './drop-off-decision.tsx';

export type InboxState = Exclude<DropOffState, 'withdrawn'>;
export type InboxFilter = { state: InboxState | undefined; positionId: PositionId | undefined };

/** How many drop-offs one page holds. */
const PAGE = 30;

export type Inbox = {
  dropOffs: readonly DropOff[];
  status: 'pending' | 'error' | 'success';
  error: unknown;
  more: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  reload: () => void;
  /** More has come in since the list was read. */
  news: boolean;
};

/** The drop-offs of a booth, newest first, page by page; `news` follows `unread`, the live count of unread ones. */
export function useInbox(boothId: BoothId, filter: InboxFilter, unread: number | undefined): Inbox {
  const query = useInfiniteQuery(
    orpc.dropOffs.inbox.infiniteOptions({
      input: (after: string | undefined) => ({
        boothId,
        limit: PAGE,
        ...(filter.state === undefined ? {} : { state: filter.state }),
        ...(filter.positionId === undefined ? {} : { positionId: filter.positionId }),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      // Rows must not move under the reader: the list is read again when they ask for it.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  );
  const last = useRef(unread);
  const [news, setNews] = useState(false);
  useEffect(() => {
    if (last.current !== undefined && unread !== undefined && unread > last.current) setNews(true);
    last.current = unread;
  }, [unread]);

  return {
    dropOffs: query.data?.pages.flatMap((page) => page.dropOffs) ?? [],
    status: query.status,
    error: query.error,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    reload: () => {
      setNews(false);
      void query.refetch();
    },
    news,
  };
}
