import { useEffect, useRef } from 'react';
import { createStore } from '../../live/store.ts';

const STORED = 'cloudfair.desk.keys';

/** Whether single-key shortcuts act (WCAG 2.1.4 asks for a way to turn them off); remembered on this device. */
export const keysOn = createStore(localStorage.getItem(STORED) !== 'off');

/** Turns the single-key shortcuts on or off. */
export function setKeysOn(on: boolean): void {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, 'off');
  keysOn.set(on);
}

/** What a key does; false lets the key through to the page. */
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

/**
 * Single-key shortcuts of a screen, named by `KeyboardEvent.key` in lower case. They rest while one types, holds a
 * modifier, or while a dialog is open.
 */
export function useKeys(keys: KeyMap, active = true): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      if ((!keysOn.get() && key !== '?') || rests(event.target)) return;
      const act = current.current[key];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [active]);
}

function rests(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select');
}
