import { Fragment, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import { orpc } from '../api/client.ts';
import { adoptLocale } from '../i18n/index.ts';
import { live } from '../live/socket.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { LoadingCards } from '../ui/page-state.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { holds, queryClient, useMe } from './session.tsx';
import { useAppTexts } from './texts.ts';
import { TitleProvider } from './title.tsx';

const GraduateNotices = lazy(() =>
  import('../features/my-day/graduate-notices.tsx').then((module) => ({ default: module.GraduateNotices })),
);

/** The frame around every screen: header, state of the connection, the screen, and the bottom bar of graduates. */
export function Shell(): ReactNode {
  const { me, error, retry } = useMe();
  const t = useAppTexts();
  const { pathname } = useLocation();
  const userId = me?.user?.id;

  useEffect(() => {
    if (userId === undefined) return;
    live.start();
    return live.on('session:ended', () => {
      void queryClient.invalidateQueries({ queryKey: orpc.accounts.me.queryKey() });
    });
  }, [userId]);

  // In a demo the language on the screen stays: the account that a newcomer steps into is not their own.
  const locale = me?.demo === false ? me.user?.locale : undefined;
  useEffect(() => {
    if (locale !== undefined) adoptLocale(locale);
  }, [locale]);

  const graduate = holds(me, 'graduate');
  const inRoom = pathname.startsWith('/interviews/');
  return (
    <TitleProvider>
      {(title) => (
        <div className={`cf-shell${inRoom ? ' cf-shell-room' : ''}${graduate && !inRoom ? ' cf-shell-barred' : ''}`}>
          <a className="cf-skip" href="#main">
            {t('skip')}
          </a>
          <Header title={title} />
          <ConnectionStatus />
          <main id="main" className="cf-main" tabIndex={-1}>
            <ErrorBoundary resetKey={pathname}>
              {error !== null && <ErrorNotice error={error} onRetry={retry} />}
              {me === undefined ? (
                error === null && <LoadingCards />
              ) : (
                <Suspense fallback={<LoadingCards />}>
                  <Fragment key={userId ?? 'visitor'}>
                    <Outlet />
                  </Fragment>
                </Suspense>
              )}
            </ErrorBoundary>
          </main>
          {graduate && (
            <Suspense fallback={null}>
              <GraduateNotices />
            </Suspense>
          )}
          {graduate && !inRoom && <BottomBar />}
        </div>
      )}
    </TitleProvider>
  );
}
