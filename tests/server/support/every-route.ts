import { FILE_ROUTES, httpContract } from '#shared/contract/http.ts';
import type { Action } from '#shared/rules/permissions.ts';
import { AUTH_ROUTES } from '../../../server/accounts/auth.ts';
import type { App } from '../../../server/app.ts';
import { actionOf } from '../../../server/http/routes.ts';

export type RouteName = `${string} /${string}`;
export type NamedRoute = { name: RouteName; method: string; path: string; action: Action };

/** Every route of the product, as the contract, the file routes and the sign-in routes declare them. */
export function declaredRoutes(): NamedRoute[] {
  const contract = Object.values(httpContract).flatMap((group) =>
    Object.values(group).map((procedure) => {
      const { method = 'POST', path = '/' } = procedure['~orpc'].route;
      const action = actionOf(procedure['~orpc'].meta);
      if (action === undefined) throw new Error(`${method} ${path} names no action`);
      return { method, path, action };
    }),
  );
  const auth = AUTH_ROUTES.map(({ method, path, action }) => ({ method, path: `/auth${path}`, action }));
  return [...contract, ...FILE_ROUTES, ...auth].map((route) => ({
    ...route,
    name: `${route.method} ${route.path}` as RouteName,
  }));
}

/** The part of Express 5's router that is walked (router 2.3, `lib/layer.js`). */
type Layer = {
  name: string;
  rawPath: unknown;
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
};

/** What is mounted in Express: the routes with their full paths, and the handlers that take whatever comes below a path. */
export function mountedRoutes(app: App): { routes: string[]; handlers: string[] } {
  const routes: string[] = [];
  const handlers: string[] = [];
  const walk = (layers: readonly Layer[], base: string): void => {
    for (const { name, rawPath, route, handle } of layers) {
      if (route !== undefined) {
        const path = `${base}${route.path}`.replace(/:(\w+)/g, '{$1}');
        for (const method of Object.keys(route.methods)) routes.push(`${method.toUpperCase()} ${path}`);
        continue;
      }
      if (typeof rawPath !== 'string') throw new Error(`${name} is mounted at more than one path`);
      const mount = rawPath === '/' ? base : `${base}${rawPath}`;
      if (handle.stack === undefined) handlers.push(`${mount} ${name}`);
      else walk(handle.stack, mount);
    }
  };
  walk((app.edge.router as unknown as { stack: Layer[] }).stack, '');
  return { routes: routes.sort(), handlers };
}
