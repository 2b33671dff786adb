import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ErrorCode } from '#shared/contract/errors.ts';
import { useTroubleText } from '../../ui/error-notice.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { useDeskTexts } from './texts.ts';

/** The desk while its first snapshot is on its way: the shape of its three columns. */
export function DeskLoading(): ReactNode {
  const t = useDeskTexts();
  return (
    <div className="desk-loading">
      <h1 className="cf-sr">{t('deskTitle')}</h1>
      <LoadingCards rows={5} height={64} />
      <LoadingCards rows={1} height={420} />
      <LoadingCards rows={1} height={320} />
    </div>
  );
}

/** A booth one may not work at, or that is not there, with the way back. */
export function DeskRefused({ code }: { code: ErrorCode }): ReactNode {
  const t = useDeskTexts();
  const say = useTroubleText();
  return (
    <>
      <h1 className="cf-sr">{t('deskTitle')}</h1>
      <PageState
        kind="forbidden"
        title={t('refusedTitle')}
        text={say(code)}
        action={<Link to="/desk">{t('toHome')}</Link>}
      />
    </>
  );
}
