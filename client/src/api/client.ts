import { contract } from 'virtual:contract';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { httpContract } from '#shared/contract/http.ts';
import { noteServerDate } from '../live/server-clock.ts';
import { fromResponse, UnreachableError } from './api-error.ts';
import { randomId } from './random-id.ts';

/** `idempotencyKey`: give one to keep it over several calls of the same intent; else each call makes its own. */
export type ApiContext = { idempotencyKey?: string };

/** Pauses before an order is sent again with the same key when no answer came, ms. */
const RESEND_AFTER_MS = [400, 1_200, 2_500];

/** Sends one request; an order that got no answer is sent again under its idempotency key, so it happens once. */
async function send(request: Request, init: RequestInit): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const pause = RESEND_AFTER_MS[attempt];
    const last = pause === undefined || request.signal.aborted || !request.headers.has('idempotency-key');
    try {
      const response = await fetch(last ? request : request.clone(), init);
      noteServerDate(response.headers.get('date'));
      if (response.ok) return response;
      if (last || response.status < 502) throw await fromResponse(response);
    } catch (error) {
      if (request.signal.aborted || !(error instanceof TypeError)) throw error;
      if (last) throw new UnreachableError('no answer', { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const link = new OpenAPILink<ApiContext>(contract, {
  url: () => `${location.origin}/api`,
  headers: ({ context }, path) => (isQuery(path) ? {} : { 'idempotency-key': context.idempotencyKey ?? randomId() }),
  fetch: (request, init) => send(request, init),
});

/** Whether the route at `path` of the contract only reads. */
function isQuery(path: readonly string[]): boolean {
  let node: unknown = contract;
  for (const part of path) node = (node as Record<string, unknown>)[part];
  return (node as { '~orpc': { route: { method?: string } } })['~orpc'].route.method === 'GET';
}

/**
 * The typed HTTP client: `api.fairs.show({ fairId })`. Rejects with `ApiError` (the server said no) or
 * `UnreachableError` (no answer). Orders carry an `Idempotency-Key`, kept over their retries.
 */
export const api: ContractRouterClient<typeof httpContract, ApiContext> = createORPCClient(link);

/** TanStack Query options from the same contract: `useQuery(orpc.fairs.list.queryOptions())`. */
export const orpc = createTanstackQueryUtils(api);
