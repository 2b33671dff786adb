import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, useState } from 'react';
import { matchPath, Route, Routes } from 'react-router';
import type { Role } from '#shared/rules/terms.ts';
import { Welcome } from '../features/welcome/welcome.tsx';
import { NoSuchPage } from './no-such-page.tsx';
import { RequireRole } from './require-role.tsx';
import { Shell } from './shell.tsx';

/** A screen whose code is loaded when its route is first opened, or ahead of it. */
type Screen = {
  fetch: () => Promise<unknown>;
  Loading: LazyExoticComponent<ComponentType>;
  loaded: () => ComponentType | undefined;
};

function lazily<M extends Record<K, ComponentType>, K extends string>(load: () => Promise<M>, name: K): Screen {
  let loaded: ComponentType | undefined;
  const fetch = async () => {
    const module = await load();
    loaded = module[name];
    return { default: module[name] };
  };
  return { fetch, Loading: lazy<ComponentType>(fetch), loaded: () => loaded };
}

/**
 * Shows a screen; one that was fetched ahead is there at once. React would else show the loading state and keep it for a
 * third of a second, however short the wait.
 */
function Show({ screen }: { screen: Screen }): ReactNode {
  // Decided once for each time it is shown: another component would lose the screen's state.
  const [Loaded] = useState(() => screen.loaded());
  return Loaded === undefined ? <screen.Loading /> : <Loaded />;
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
const SCREENS: readonly { path: string; roles: readonly Role[]; screen: Screen }[] = [
  { path: '/fairs', roles: SIGNED_IN, screen: lazily(fairs, 'FairList') },
  { path: '/fairs/:fairId', roles: SIGNED_IN, screen: lazily(fairs, 'FairFloor') },
  { path: '/booths/:boothId', roles: SIGNED_IN, screen: lazily(booths, 'BoothPage') },
  { path: '/my/day', roles: ['graduate'], screen: lazily(myDay, 'MyDay') },
  { path: '/my/resumes', roles: ['graduate'], screen: lazily(resumes, 'Resumes') },
  { path: '/desk', roles: ['recruiter'], screen: lazily(desk, 'DeskHome') },
  { path: '/desk/:boothId', roles: ['recruiter'], screen: lazily(desk, 'BoothDesk') },
  { path: '/desk/:boothId/inbox', roles: ['recruiter'], screen: lazily(desk, 'Inbox') },
  { path: '/organize', roles: ORGANIZERS, screen: lazily(organize, 'OrganizeHome') },
  { path: '/organize/:fairId', roles: ORGANIZERS, screen: lazily(organize, 'LiveBoard') },
  { path: '/organize/:fairId/booths', roles: ORGANIZERS, screen: lazily(organize, 'BoothAdmin') },
  { path: '/interviews/:interviewId', roles: ['graduate', 'recruiter'], screen: lazily(interview, 'InterviewRoom') },
];

const INVITATION = lazily(invitation, 'Invitation');

/** Fetches the code of the screen at an address ahead of showing it. */
export async function fetchScreen(pathname: string): Promise<void> {
  await SCREENS.find(({ path }) => matchPath(path, pathname) !== null)?.screen.fetch();
}

/** All routes under the one shell. */
export function Router(): ReactNode {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route path="/" element={<Welcome />} />
        <Route path="/invite/:token" element={<Show screen={INVITATION} />} />
        {SCREENS.map(({ path, roles, screen }) => (
          <Route
            key={path}
            path={path}
            element={
              <RequireRole roles={roles}>
                <Show key={path} screen={screen} />
              </RequireRole>
            }
          />
        ))}
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  );
}
