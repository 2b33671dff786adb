import { type ReactNode, type RefObject, useSyncExternalStore } from 'react';
import { useDeskTexts } from './texts.ts';
import { keysOn, setKeysOn } from './use-keys.ts';

/** One shortcut as the help lists it. */
export type KeyWords = { key: string; does: string };

/** Lists a screen's shortcuts, with the switch that turns them off. */
export function KeysHelp({
  keys,
  ref,
}: {
  keys: readonly KeyWords[];
  ref: RefObject<HTMLDetailsElement | null>;
}): ReactNode {
  const t = useDeskTexts();
  const on = useSyncExternalStore(keysOn.subscribe, keysOn.get);
  return (
    <details className="desk-keys" ref={ref}>
      <summary>
        {t('shortcuts')} <kbd>?</kbd>
      </summary>
      <div className="desk-keys-sheet">
        <dl>
          {keys.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label className="desk-choice">
          <input type="checkbox" checked={on} onChange={(event) => setKeysOn(event.target.checked)} />
          <span>{t('keySwitch')}</span>
        </label>
      </div>
    </details>
  );
}

/** Opens or closes the help of a screen. */
export function toggleHelp(help: HTMLDetailsElement | null): void {
  if (help !== null) help.open = !help.open;
}
