import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ViewName, ViewParams } from '#shared/contract/socket.ts';
import { viewKey } from '#shared/contract/view-key.ts';
import { acquireView, type ViewState } from './view-subscriptions.ts';

/** A view's parameters as a screen has them: ids are plain strings from the address; the server checks them. */
export type PlainParams<V extends ViewName> = { [K in keyof ViewParams<V>]: string };

const LOADING: ViewState = { snapshot: undefined, status: 'loading' };
const nothing = () => () => undefined;
const loading = () => LOADING;

/**
 * Subscribes to a live view while the screen is shown; `null` subscribes to nothing. The snapshot is the newest whole
 * one; it stays on the screen while the connection is being restored (`reconnecting`).
 */
export function useView<V extends ViewName>(view: V, params: PlainParams<V> | null): ViewState<V> {
  const key = params === null ? null : viewKey(view, params);
  const [held, setHeld] = useState<{ key: string; store: ReturnType<typeof acquireView>['store'] }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for view and params, which are new objects on every render
  useEffect(() => {
    if (key === null || params === null) return;
    const { store, release } = acquireView(view, params);
    setHeld({ key, store });
    return release;
  }, [key]);

  const store = held !== undefined && held.key === key ? held.store : undefined;
  return useSyncExternalStore(store?.subscribe ?? nothing, store?.get ?? loading) as ViewState<V>;
}
