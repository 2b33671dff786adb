import { useCallback, useEffect, useRef, useState } from 'react';

/** Typing rests this long before the text is saved, ms. */
const REST_MS = 700;
/** Pause before a failed save is tried again, ms. */
const AGAIN_MS = 4_000;

export type SavedText = {
  text: string;
  state: 'saved' | 'unsaved' | 'saving' | 'failed';
  change: (text: string) => void;
  /** Saves now what has not been saved yet. */
  flush: () => void;
};

/**
 * A text that saves itself: after a rest in typing, on `flush`, and when it is taken off the screen. Saves go one after
 * another, so that an older text never lands on a newer one; a failed save is tried again until it holds.
 */
export function useSavedText(first: string, save: (text: string) => Promise<unknown>): SavedText {
  const [text, setText] = useState(first);
  const [state, setState] = useState<SavedText['state']>('saved');
  const box = useRef({ wanted: first, kept: first, busy: false, timer: 0, gone: false, save });
  box.current.save = save;

  const flush = useCallback(async () => {
    const now = box.current;
    window.clearTimeout(now.timer);
    if (now.busy || now.wanted === now.kept) return;
    now.busy = true;
    const sent = now.wanted;
    if (!now.gone) setState('saving');
    try {
      await now.save(sent);
      now.kept = sent;
      if (!now.gone) setState(now.wanted === sent ? 'saved' : 'unsaved');
    } catch {
      // Said on the screen, and tried again; after the screen is gone there is nobody to keep the text.
      if (!now.gone) setState('failed');
    }
    now.busy = false;
    if (now.wanted === now.kept) return;
    if (now.wanted !== sent) void flush();
    else if (!now.gone) now.timer = window.setTimeout(() => void flush(), AGAIN_MS);
  }, []);

  const change = useCallback(
    (next: string) => {
      const now = box.current;
      now.wanted = next;
      setText(next);
      setState('unsaved');
      window.clearTimeout(now.timer);
      now.timer = window.setTimeout(() => void flush(), REST_MS);
    },
    [flush],
  );

  useEffect(() => {
    const now = box.current;
    now.gone = false;
    return () => {
      now.gone = true;
      void flush();
    };
  }, [flush]);

  return { text, state, change, flush: () => void flush() };
}
