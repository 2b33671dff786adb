import '../features/interview/early.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { type ReactNode, StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { wakeSoundOnFirstTouch } from '../ui/cues.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { reopenWhenOutdated } from './new-version.ts';
import { Router } from './router.tsx';
import { queryClient } from './session.tsx';
import { antdThemeOf, cspNonce, themeName } from './theme.ts';
import './base.css';
import './shell.css';

const csp = { nonce: cspNonce() };

/** The whole page: theme, caches and routes. */
function App(): ReactNode {
  const name = useSyncExternalStore(themeName.subscribe, themeName.get);
  return (
    <ConfigProvider theme={antdThemeOf(name)} csp={csp} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <Router />
          </BrowserRouter>
        </QueryClientProvider>
      </ErrorBoundary>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
wakeSoundOnFirstTouch();
reopenWhenOutdated();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
