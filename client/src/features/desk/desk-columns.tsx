import type { ReactNode } from 'react';
import { useDeskTexts } from './texts.ts';

export type DeskColumn = 'line' | 'person' | 'room';
const COLUMNS = ['line', 'person', 'room'] as const;
const NAME = { line: 'lineTitle', person: 'personTitle', room: 'roomTitle' } as const;

/** The desk's three columns side by side; on a narrow screen one at a time, chosen by the bar below. */
export function DeskColumns({
  shown,
  onShow,
  waiting,
  ...content
}: {
  shown: DeskColumn;
  onShow: (column: DeskColumn) => void;
  waiting: number;
} & Record<DeskColumn, ReactNode>): ReactNode {
  const t = useDeskTexts();
  return (
    <>
      <div className="desk-columns" data-shown={shown}>
        {COLUMNS.map((column) => (
          <section
            key={column}
            className="desk-column"
            data-column={column}
            aria-label={t(NAME[column])}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a column scrolls by itself and must be scrollable by keyboard
            tabIndex={0}
          >
            {column === 'room' && <h2 className="cf-sr">{t(NAME.room)}</h2>}
            {content[column]}
          </section>
        ))}
      </div>
      <nav className="desk-tabs" aria-label={t('deskTitle')}>
        {COLUMNS.map((column) => (
          <button key={column} type="button" aria-pressed={shown === column} onClick={() => onShow(column)}>
            {t(NAME[column])}
            {column === 'line' && waiting > 0 && <span className="desk-badge">{waiting}</span>}
          </button>
        ))}
      </nav>
    </>
  );
}
