import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { type ReactNode, StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { wakeSoundOnFirstTouch } from '../ui/cues.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { fetchScreen, Router } from './router.tsx';
import { fetchMe, queryClient } from './session.tsx';
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

/** A page that is ready within this time is shown as it is, without a loading state in between, ms. */
const READY_WITHIN_MS = 250;

/** Asks for all that the first screen needs side by side: who is signed in, and the screen's code. */
function prepareFirstScreen(): Promise<unknown> {
  const late = new Promise((resolve) => setTimeout(resolve, READY_WITHIN_MS));
  return Promise.race([late, Promise.allSettled([fetchMe(), fetchScreen(location.pathname)])]);
}

/** Shows the page. Called once, by boot.ts. */
export async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  wakeSoundOnFirstTouch();
  await prepareFirstScreen();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
