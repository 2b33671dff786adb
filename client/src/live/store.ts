/** A value that can be watched, for `useSyncExternalStore`. */
export type Store<T> = { get: () => T; subscribe: (listener: () => void) => () => void };

/** A store whose owner changes it with `set`; listeners hear of it only when the value is another one. */
export function createStore<T>(initial: T): Store<T> & { set: (value: T) => void } {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
  };
}
