import type { Routes } from '../http/routes.ts';
import type { DemoAccess } from '../setup/demo/sign-ins.ts';
import type { AccountService } from './account.service.ts';

/** HTTP of accounts: thin; everything is decided in the service. */
export function accountRoutes(routes: Routes['accounts'], accounts: AccountService, demo: DemoAccess | undefined) {
  return {
    me: routes.me.handler(({ context }) => accounts.me(context.caller.actor)),
    setLocale: routes.setLocale.handler(async ({ context, input }) => {
      await accounts.setLocale(context.caller.actor, input.locale);
      return { ok: true as const };
    }),
    demo: routes.demo.handler(() => demo ?? { notice: { zh: '', en: '' }, password: '', signIns: [] }),
    invite: routes.invite.handler(({ context, input }) => accounts.invite(context.caller.actor, input)),
    acceptInvitation: routes.acceptInvitation.handler(({ input }) => accounts.acceptInvitation(input)),
  };
}
