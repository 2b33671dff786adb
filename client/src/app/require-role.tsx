import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { Role } from '#shared/rules/terms.ts';
import { PageState } from '../ui/page-state.tsx';
import { holds, useMe } from './session.tsx';
import { useAppTexts } from './texts.ts';

/** Shows a screen to those it is for: visitors go to sign in and come back, others are told. The shell has loaded `me`. */
export function RequireRole({ roles, children }: { roles: readonly Role[]; children: ReactNode }): ReactNode {
  const { me } = useMe();
  const t = useAppTexts();
  const { pathname, search } = useLocation();
  if (me === undefined) return null;
  if (me.user === null) return <Navigate to={`/?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (!holds(me, ...roles)) {
    return <PageState whole kind="forbidden" title={t('forbiddenTitle')} text={t('forbiddenText')} />;
  }
  return children;
}
