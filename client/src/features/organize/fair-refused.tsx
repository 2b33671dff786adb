import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageState } from '../../ui/page-state.tsx';
import { useOrganizeTexts } from './texts.ts';

/** A fair one may not organize, or that is not there, with the way back. */
export function FairRefused({ text }: { text: string }): ReactNode {
  const t = useOrganizeTexts();
  return (
    <>
      <h1 className="cf-sr">{t('boardTitle')}</h1>
      <PageState
        kind="forbidden"
        title={t('boardRefused')}
        text={text}
        action={<Link to="/organize">{t('toHome')}</Link>}
      />
    </>
  );
}
