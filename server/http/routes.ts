import { implement } from '@orpc/server';
import { httpContract } from '#shared/contract/http.ts';
import type { Action } from '#shared/rules/permissions.ts';
import { allowRole } from '../accounts/actor.ts';
import type { Caller } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';
import { unstorableFields } from './storable-text.ts';

/** What every handler gets besides its input. */
export type RequestContext = { caller: Caller; requestId: string };

/** The action that a route of the contract names in its meta; `undefined` would be a mistake that a test finds. */
export function actionOf(meta: unknown): Action | undefined {
  return typeof meta === 'object' && meta !== null && 'action' in meta ? (meta.action as Action) : undefined;
}

/**
 * The contract as routes to be filled. The role is checked before the input is looked at; the relation is the service's.
 * Text that cannot be stored is refused here, once for every field of every route.
 */
export function createRoutes() {
  return implement(httpContract)
    .$context<RequestContext>()
    .use(({ context, next, procedure }, input) => {
      const action = actionOf(procedure['~orpc'].meta);
      if (action === undefined) throw new Error('a route without an action');
      allowRole(context.caller.actor, action);
      const fields = unstorableFields(input);
      if (fields.length > 0) throw new AppError('invalidInput', { fields });
      return next();
    });
}

export type Routes = ReturnType<typeof createRoutes>;
