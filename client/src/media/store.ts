/** A value outside React that `useSyncExternalStore` can follow. */
export type Store<T> = {
  /** Calls back after each change; the answer stops it. */
  subscribe(listener: () => void): () => void;
  getSnapshot(): T;
  set(next: T): void;
};

/** A store with its first value. Setting the same value is no change. */
export function createStore<T>(first: T): Store<T> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}
