import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { DayIcon, FloorIcon, ResumeIcon } from '../ui/icons.tsx';
import { useAppTexts } from './texts.ts';

/** The graduate's ways on a phone, in reach of the thumb. */
export function BottomBar(): ReactNode {
  const t = useAppTexts();
  return (
    <nav className="cf-bar" aria-label={t('mainNav')}>
      <NavLink to="/fairs">
        <FloorIcon />
        {t('floor')}
      </NavLink>
      <NavLink to="/my/day">
        <DayIcon />
        {t('myDay')}
      </NavLink>
      <NavLink to="/my/resumes">
        <ResumeIcon />
        {t('resumes')}
      </NavLink>
    </nav>
  );
}
