import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { mayEver } from '#shared/rules/permissions.ts';
import { orpc } from '../../api/client.ts';
import { rolesOf, useMe } from '../../app/session.tsx';
import { useTitle } from '../../app/title.tsx';
import { usePick } from '../../i18n/index.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { FairCard } from './fair-card.tsx';
import { type Fair, FairForm } from './fair-form.tsx';
import { InviteForm } from './invite-form.tsx';
import { useOrganizeTexts } from './texts.ts';
import './organize.css';

type Open = { sheet: 'none' | 'create' | 'invite' } | { sheet: 'change'; fair: Fair };

/** The organizer's fairs, a new one, and invitations, each for who may. */
export function OrganizeHome(): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const { me } = useMe();
  const roles = rolesOf(me);
  const fairs = useQuery(orpc.fairs.list.queryOptions());
  const [open, setOpen] = useState<Open>({ sheet: 'none' });
  const [news, setNews] = useState('');
  useTitle(t('homeTitle'));
  const hosted = (fairs.data ?? []).filter(
    (fair) => fair.hosting || roles.includes('admin') || roles.includes('counsellor'),
  );
  const ordered = hosted.toSorted((a, b) => rank(a) - rank(b) || a.startsAt - b.startsAt);
  const own = new Set((me?.grants ?? []).flatMap((grant) => (grant.university === null ? [] : [grant.university.id])));
  const close = () => setOpen({ sheet: 'none' });
  const edit = mayEver('fair.update', roles);

  return (
    <div className="cf-stack org">
      <header className="org-head">
        <h1>{t('homeTitle')}</h1>
        {mayEver('fair.create', roles) && open.sheet !== 'create' && (
          <Button type="primary" onClick={() => setOpen({ sheet: 'create' })}>
            {t('createOpen')}
          </Button>
        )}
        {mayEver('account.invite', roles) && open.sheet !== 'invite' && (
          <Button onClick={() => setOpen({ sheet: 'invite' })}>{t('inviteTitle')}</Button>
        )}
      </header>
      <p role="status" className="org-news">
        {news}
      </p>
      {(open.sheet === 'create' || open.sheet === 'change') && (
        <FairForm
          key={open.sheet === 'change' ? open.fair.id : 'new'}
          fair={open.sheet === 'change' ? open.fair : undefined}
          ownUniversityIds={own}
          onCancel={close}
          onDone={(saved) => {
            setNews(open.sheet === 'create' ? t('created', { name: pick(saved.name) }) : t('saved'));
            close();
          }}
        />
      )}
      {open.sheet === 'invite' && me !== undefined && <InviteForm me={me} fairs={ordered} />}
      {fairs.data === undefined && fairs.error === null && <LoadingCards rows={2} height={168} />}
      {fairs.data === undefined && <ErrorNotice error={fairs.error} onRetry={() => void fairs.refetch()} />}
      {fairs.data !== undefined && ordered.length === 0 && (
        <PageState title={t('homeEmpty')} text={t('homeEmptyNext')} />
      )}
      <ul className="cf-list">
        {ordered.map((fair) => (
          <li key={fair.id}>
            <FairCard fair={fair} edit={edit} onChange={() => setOpen({ sheet: 'change', fair })} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Running fairs first, then what is to come, then what is over. */
function rank(fair: Fair): number {
  if (fair.phase === 'live' || fair.phase === 'closing') return 0;
  return fair.phase === 'ended' ? 2 : 1;
}
