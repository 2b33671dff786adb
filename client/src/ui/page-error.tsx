import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { addTexts } from '../i18n/index.ts';
import { ErrorNotice } from './error-notice.tsx';

const usePageErrorTexts = addTexts('page-error', {
  'zh-CN': { title: '这一页没有打开', home: '回到首页' },
  en: { title: 'This page did not open', home: 'Go to the start' },
});

/** A whole page that could not be opened: what happened, and a way on. */
export function PageError({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }): ReactNode {
  const t = usePageErrorTexts();
  return (
    <div className="cf-stack">
      <h1>{t('title')}</h1>
      <ErrorNotice error={error} onRetry={onRetry} />
      <p>
        <Link to="/">{t('home')}</Link>
      </p>
    </div>
  );
}
