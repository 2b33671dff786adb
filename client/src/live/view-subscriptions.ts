import type { ErrorCode } from '#shared/contract/errors.ts';
import type { ViewMessage, ViewName, ViewSnapshot } from '#shared/contract/socket.ts';
import { viewKey } from '#shared/contract/view-key.ts';
import { ApiError } from '../api/api-error.ts';
import { noteServerAt } from './server-clock.ts';
import { live } from './socket.ts';
import { createStore, type Store } from './store.ts';

/** What a screen has of a view. `reconnecting` keeps showing the last snapshot; `ended` says why in `refusal`. */
export type ViewState<V extends ViewName = ViewName> = {
  snapshot: ViewSnapshot<V> | undefined;
  status: 'loading' | 'live' | 'reconnecting' | 'ended';
  refusal?: ErrorCode;
};

type Subscription = {
  view: ViewName;
  params: Record<string, string>;
  users: number;
  version: number;
  store: Store<ViewState> & { set: (state: ViewState) => void };
  retry: number | undefined;
  leave: number | undefined;
};

const subscriptions = new Map<string, Subscription>();
/** A view is kept this long after its last user left: moving between two screens of it asks nothing again. */
const LINGER_MS = 1_500;
/** Pause before a subscription that failed for a passing reason is tried again, ms. */
const RETRY_MS = 2_000;

live.on('connect', () => {
  for (const [key, subscription] of subscriptions) {
    subscription.version = -1;
    void ask(key, subscription);
  }
});
live.on('disconnect', () => {
  for (const { store } of subscriptions.values()) {
    if (store.get().status === 'live') store.set({ ...store.get(), status: 'reconnecting' });
  }
});
live.on('view', (message) => {
  const subscription = subscriptions.get(message.key);
  if (subscription !== undefined) take(subscription, message);
});
live.on('view:ended', ({ key, code }) => {
  subscriptions.get(key)?.store.set({ snapshot: undefined, status: 'ended', refusal: code });
});

function take(subscription: Subscription, message: Pick<ViewMessage, 'version' | 'serverAt' | 'snapshot'>): void {
  noteServerAt(message.serverAt);
  if (message.version <= subscription.version) return;
  subscription.version = message.version;
  subscription.store.set({ snapshot: message.snapshot, status: 'live' });
}

async function ask(key: string, subscription: Subscription): Promise<void> {
  window.clearTimeout(subscription.retry);
  if (!live.connected) return;
  const { view, params, store } = subscription;
  try {
    const answer = (await live.request('view:subscribe', { view, params })) as unknown as ViewMessage;
    if (subscriptions.get(key) !== subscription) return;
    take(subscription, answer);
    if (store.get().status !== 'live') store.set({ ...store.get(), status: 'live' });
  } catch (error) {
    if (subscriptions.get(key) !== subscription) return;
    if (error instanceof ApiError && !error.retryable) {
      store.set({ snapshot: undefined, status: 'ended', refusal: error.code });
      return;
    }
    const pause = error instanceof ApiError ? (error.problem.retryAfterMs ?? RETRY_MS) : RETRY_MS;
    subscription.retry = window.setTimeout(() => void ask(key, subscription), pause);
  }
}

/** Begins to use a view; equal views share one subscription. `release` when the screen goes. */
export function acquireView(
  view: ViewName,
  params: Record<string, string>,
): { store: Store<ViewState>; release: () => void } {
  const key = viewKey(view, params);
  let subscription = subscriptions.get(key);
  if (subscription === undefined) {
    const store = createStore<ViewState>({ snapshot: undefined, status: 'loading' });
    subscription = { view, params, users: 0, version: -1, store, retry: undefined, leave: undefined };
    subscriptions.set(key, subscription);
    void ask(key, subscription);
  }
  const held = subscription;
  held.users += 1;
  window.clearTimeout(held.leave);
  return {
    store: held.store,
    release: () => {
      held.users -= 1;
      if (held.users === 0) held.leave = window.setTimeout(() => drop(key, held), LINGER_MS);
    },
  };
}

function drop(key: string, subscription: Subscription): void {
  if (subscriptions.get(key) !== subscription || subscription.users > 0) return;
  subscriptions.delete(key);
  window.clearTimeout(subscription.retry);
  if (!live.connected) return;
  const { view, params } = subscription;
  live.request('view:unsubscribe', { view, params }).catch((error: unknown) => {
    console.warn('A live view could not be left', key, error);
  });
}

/** Forgets every view, on sign-out: another person must not see them. */
export function forgetViews(): void {
  for (const subscription of subscriptions.values()) {
    window.clearTimeout(subscription.retry);
    window.clearTimeout(subscription.leave);
    subscription.store.set({ snapshot: undefined, status: 'loading' });
  }
  for (const [key, subscription] of subscriptions) if (subscription.users === 0) subscriptions.delete(key);
}
