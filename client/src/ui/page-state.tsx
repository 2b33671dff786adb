import type { ReactNode } from 'react';
import { useUiTexts } from './texts.ts';

/** A designed state of a page or list that is not its content: empty, ended, forbidden, offline; with the next step. */
export function PageState({
  title,
  text,
  action,
  kind = 'empty',
  whole = false,
}: {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  kind?: 'empty' | 'offline' | 'ended' | 'forbidden';
  /** It is the whole page, not a part of one: its title is the page's. */
  whole?: boolean;
}): ReactNode {
  return (
    <section className={`cf-state cf-state-${kind}`}>
      <svg className="cf-state-mark" viewBox="0 0 48 32" aria-hidden="true">
        <path d="M14 27a9 9 0 0 1 0-18h1a12 12 0 0 1 22 3 8 8 0 0 1-1 15z" />
      </svg>
      {whole ? <h1>{title}</h1> : <h2>{title}</h2>}
      {text !== undefined && <p>{text}</p>}
      {action}
    </section>
  );
}

/** Skeleton of the real shape while content loads: `rows` cards of about `height` px, and a word for screen readers. */
export function LoadingCards({ rows = 4, height = 96 }: { rows?: number; height?: number }): ReactNode {
  const t = useUiTexts();
  return (
    <div className="cf-skeletons" role="status">
      <span className="cf-sr">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <span key={row} className="cf-skeleton" style={{ height }} />
      ))}
    </div>
  );
}
