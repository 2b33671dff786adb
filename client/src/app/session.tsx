import { hashKey, QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Me } from '#shared/contract/views.ts';
import type { Role } from '#shared/rules/terms.ts';
import { ApiError } from '../api/api-error.ts';
import { signIn, signOut } from '../api/auth.ts';
import { orpc } from '../api/client.ts';
import { live } from '../live/socket.ts';
import { forgetViews } from '../live/view-subscriptions.ts';

/** Who is signed in, with roles and where they are held. */
export type { Me };

/** How often a read that failed for a passing reason is tried again before the screen says so. */
const READ_RETRIES = 2;

/** The cache of what was read over HTTP. Refusals are not retried; only what may pass is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => failures < READ_RETRIES && !(error instanceof ApiError && !error.retryable),
      retryDelay: (attempt) => 600 * 2 ** attempt,
    },
    mutations: { networkMode: 'always' },
  },
});

/** Asks who is signed in ahead of the first screen; a failure is said by the screen, which asks again. */
export function fetchMe(): Promise<void> {
  return queryClient.prefetchQuery(orpc.accounts.me.queryOptions({ staleTime: 60_000 }));
}

/** Who is signed in; `me` is undefined until the server has said it. */
export function useMe(): { me: Me | undefined; error: Error | null; retry: () => void } {
  const query = useQuery(orpc.accounts.me.queryOptions({ staleTime: 60_000 }));
  return { me: query.data, error: query.data === undefined ? query.error : null, retry: () => void query.refetch() };
}

/** The roles that the signed-in person holds, each once; none for a visitor. */
export function rolesOf(me: Me | undefined): Role[] {
  return [...new Set((me?.grants ?? []).map((grant) => grant.role))];
}

/** Whether the signed-in person holds one of the roles. */
export function holds(me: Me | undefined, ...roles: Role[]): boolean {
  return rolesOf(me).some((role) => roles.includes(role));
}

/** Signing in and out; both begin with an empty cache and a new live connection, so that nobody sees another's data. */
export function useSession(): {
  signIn: (email: string, password: string) => Promise<Me>;
  signOut: () => Promise<void>;
  /** Reads again who is signed in, after an account was made or a session ended. */
  renew: () => Promise<Me>;
} {
  const client = useQueryClient();
  const renew = useCallback(async () => {
    live.stop();
    forgetViews();
    const own = hashKey(orpc.accounts.me.queryKey());
    const me = await client.fetchQuery(orpc.accounts.me.queryOptions({ staleTime: 0 }));
    client.removeQueries({ predicate: (query) => query.queryHash !== own });
    if (me.user !== null) live.start();
    return me;
  }, [client]);
  return {
    signIn: async (email, password) => {
      await signIn(email, password);
      return renew();
    },
    signOut: async () => {
      await signOut();
      await renew();
    },
    renew,
  };
}

/** The first screen of somebody with these roles. */
export function homeOf(me: Me): string {
  if (me.user === null) return '/';
  if (holds(me, 'graduate')) return '/fairs';
  if (holds(me, 'recruiter')) return '/desk';
  if (holds(me, 'organizer', 'counsellor', 'admin')) return '/organize';
  return '/fairs';
}
