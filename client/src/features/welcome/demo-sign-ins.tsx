import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { orpc } from '../../api/client.ts';
import { useSession } from '../../app/session.tsx';
import { usePick } from '../../i18n/index.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadingCards } from '../../ui/page-state.tsx';
import { useTermTexts } from '../../ui/terms.ts';
import { useWelcomeTexts } from './texts.ts';

/** In a demo: one button for each demo account, which signs in with it and moves on. */
export function DemoSignIns(): ReactNode {
  const t = useWelcomeTexts();
  const term = useTermTexts();
  const pick = usePick();
  const session = useSession();
  const id = useId();
  const demo = useQuery(orpc.accounts.demo.queryOptions());
  const entering = useMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) => session.signIn(email, password),
  });
  return (
    <section className="cf-card cf-stack" aria-labelledby={id}>
      <h2 id={id}>{t('demoTitle')}</h2>
      {demo.error !== null && <ErrorNotice error={demo.error} onRetry={() => void demo.refetch()} />}
      {demo.isPending && <LoadingCards rows={3} height={64} />}
      {demo.data !== undefined && (
        <>
          <p className="cf-muted">{pick(demo.data.notice)}</p>
          <ul className="cf-list welcome-demo">
            {demo.data.signIns.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  disabled={entering.isPending}
                  onClick={() => entering.mutate({ email: account.email, password: demo.data.password })}
                >
                  <strong>
                    {entering.isPending && entering.variables.email === account.email
                      ? t('demoEntering')
                      : t('demoEnter', { role: term(account.role) })}
                  </strong>
                  <span>
                    {account.name} · {pick(account.about)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <ErrorNotice error={entering.error} />
    </section>
  );
}
