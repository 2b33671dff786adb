import { type ReactNode, useEffect, useRef } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { Logo } from '../ui/icons.tsx';
import { holds, homeOf, useMe } from './session.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { useAppTexts } from './texts.ts';

/** The header: brand, where you are, the ways on a wide screen, and the settings. */
export function Header({ title }: { title: string | undefined }): ReactNode {
  const { me } = useMe();
  const t = useAppTexts();
  const brand = t('brand');
  useEffect(() => {
    document.title = title === undefined ? `${brand} CloudFair` : `${title} · ${brand}`;
  }, [title, brand]);
  const settings = useRef<HTMLDetailsElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes on every change of address
  useEffect(() => settings.current?.removeAttribute('open'), [pathname]);
  useEffect(() => {
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !settings.current?.contains(event.target)) {
        settings.current?.removeAttribute('open');
      }
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, []);
  return (
    <header className="cf-header">
      <Link to={me === undefined ? '/' : homeOf(me)} className="cf-brand">
        <Logo />
        <span>{brand}</span>
      </Link>
      <p className="cf-header-title" title={title}>
        {title}
      </p>
      {me?.user != null && (
        <nav className="cf-ways" aria-label={t('mainNav')}>
          {holds(me, 'graduate') && (
            <>
              <NavLink to="/fairs">{t('fairs')}</NavLink>
              <NavLink to="/my/day">{t('myDay')}</NavLink>
              <NavLink to="/my/resumes">{t('resumes')}</NavLink>
            </>
          )}
          {holds(me, 'recruiter') && <NavLink to="/desk">{t('desk')}</NavLink>}
          {holds(me, 'organizer', 'counsellor', 'admin') && <NavLink to="/organize">{t('organize')}</NavLink>}
        </nav>
      )}
      <SettingsMenu ref={settings} />
    </header>
  );
}
