import type { ReactNode } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { homeOf, useMe } from '../../app/session.tsx';
import { LoadingCards } from '../../ui/page-state.tsx';
import { DemoSignIns } from './demo-sign-ins.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useWelcomeTexts } from './texts.ts';
import './welcome.css';

/** Where to go after signing in: only an address of our own, as a browser reads it (`/\host` is another host to it). */
function nextOf(params: URLSearchParams): string | undefined {
  const next = params.get('next');
  if (next === null || !next.startsWith('/') || !URL.canParse(next, location.origin)) return undefined;
  const { origin, pathname, search } = new URL(next, location.origin);
  return origin === location.origin && !pathname.startsWith('//') ? pathname + search : undefined;
}

/** The first page: the product in three lines, the sign-in, and in a demo a way into each role. */
export function Welcome(): ReactNode {
  const { me } = useMe();
  const [params] = useSearchParams();
  const t = useWelcomeTexts();
  if (me === undefined) return <LoadingCards />;
  if (me.user !== null) return <Navigate to={nextOf(params) ?? homeOf(me)} replace />;
  return (
    <div className="welcome">
      <section className="welcome-pitch">
        <h1>{t('title')}</h1>
        <ul>
          <li>{t('line1')}</li>
          <li>{t('line2')}</li>
          <li>{t('line3')}</li>
        </ul>
      </section>
      <div className="cf-stack">
        {me.demo && <DemoSignIns />}
        <SignInForm />
      </div>
    </div>
  );
}
