import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import type { Role } from '#shared/rules/terms.ts';
import { Welcome } from '../features/welcome/welcome.tsx';
import { NoSuchPage } from './no-such-page.tsx';
import { RequireRole } from './require-role.tsx';
import { Shell } from './shell.tsx';

/** A component of a module that is loaded when its route is first opened. */
function lazily<M extends Record<K, ComponentType>, K extends string>(
  load: () => Promise<M>,
  name: K,
): LazyExoticComponent<ComponentType> {
  return lazy(() => load().then((module) => ({ default: module[name] })));
}

const fairs = () => import('../features/fairs/routes.tsx');
const booths = () => import('../features/booths/routes.tsx');
const myDay = () => import('../features/my-day/routes.tsx');
const resumes = () => import('../features/resumes/routes.tsx');
const invitation = () => import('../features/welcome/invitation.tsx');
const desk = () => import('../features/desk/routes.tsx');
const organize = () => import('../features/organize/routes.tsx');
const interview = () => import('../features/interview/routes.tsx');

const SIGNED_IN: readonly Role[] = ['graduate', 'recruiter', 'organizer', 'counsellor', 'admin'];
const ORGANIZERS: readonly Role[] = ['organizer', 'counsellor', 'admin'];

/** Every screen with its address and the roles it is for; the server decides again on each request. */
const SCREENS: readonly { path: string; roles: readonly Role[]; Screen: ComponentType }[] = [
  { path: '/fairs', roles: SIGNED_IN, Screen: lazily(fairs, 'FairList') },
  { path: '/fairs/:fairId', roles: SIGNED_IN, Screen: lazily(fairs, 'FairFloor') },
  { path: '/booths/:boothId', roles: SIGNED_IN, Screen: lazily(booths, 'BoothPage') },
  { path: '/my/day', roles: ['graduate'], Screen: lazily(myDay, 'MyDay') },
  { path: '/my/resumes', roles: ['graduate'], Screen: lazily(resumes, 'Resumes') },
  { path: '/desk', roles: ['recruiter'], Screen: lazily(desk, 'DeskHome') },
  { path: '/desk/:boothId', roles: ['recruiter'], Screen: lazily(desk, 'BoothDesk') },
  { path: '/desk/:boothId/inbox', roles: ['recruiter'], Screen: lazily(desk, 'Inbox') },
  { path: '/organize', roles: ORGANIZERS, Screen: lazily(organize, 'OrganizeHome') },
  { path: '/organize/:fairId', roles: ORGANIZERS, Screen: lazily(organize, 'LiveBoard') },
  { path: '/organize/:fairId/booths', roles: ORGANIZERS, Screen: lazily(organize, 'BoothAdmin') },
  { path: '/interviews/:interviewId', roles: ['graduate', 'recruiter'], Screen: lazily(interview, 'InterviewRoom') },
];

const Invitation = lazily(invitation, 'Invitation');

/** All routes under the one shell. */
export function Router(): ReactNode {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route path="/" element={<Welcome />} />
        <Route path="/invite/:token" element={<Invitation />} />
        {SCREENS.map(({ path, roles, Screen }) => (
          <Route
            key={path}
            path={path}
            element={
              <RequireRole roles={roles}>
                <Screen />
              </RequireRole>
            }
          />
        ))}
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  );
}
