import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiError, type TroubleCode, troubleOf } from '../api/api-error.ts';
import { ERROR_TEXTS } from '../i18n/errors.ts';
import { useLocale } from '../i18n/index.ts';
import { useUiTexts } from './texts.ts';

/** The words for a trouble in the language on the screen: what happened, what is safe, what to do next. */
export function useTroubleText(): (error: unknown) => string {
  const locale = useLocale();
  return (error) => ERROR_TEXTS[typeof error === 'string' && isTrouble(error) ? error : troubleOf(error)][locale];
}

function isTrouble(code: string): code is TroubleCode {
  return Object.hasOwn(ERROR_TEXTS, code);
}

/**
 * Says an error (a thrown value or a code) where it happened. With `onRetry`, offers to try again where that may help: not
 * after a plain no of the server. Nothing for null.
 */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }): ReactNode {
  const textOf = useTroubleText();
  const t = useUiTexts();
  if (error === null || error === undefined) return null;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const mayHelp = !(error instanceof ApiError) || error.retryable;
  return (
    <div className="cf-notice cf-notice-error" role="alert">
      <p>{textOf(error)}</p>
      {problem?.retryAfterMs !== undefined && <p>{t('retryIn', { count: Math.ceil(problem.retryAfterMs / 1_000) })}</p>}
      {problem?.fields !== undefined && problem.fields.length > 0 && (
        <p>{t('fields', { fields: problem.fields.join(', ') })}</p>
      )}
      {problem !== undefined && problem.status >= 500 && problem.requestId !== '' && (
        <p className="cf-muted">{t('requestId', { id: problem.requestId })}</p>
      )}
      {onRetry !== undefined && mayHelp && <Button onClick={onRetry}>{t('tryAgain')}</Button>}
    </div>
  );
}
