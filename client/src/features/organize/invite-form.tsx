import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { EmployerId, UniversityId } from '#shared/contract/ids.ts';
import { ROLES, type Role } from '#shared/rules/terms.ts';
import { api, orpc } from '../../api/client.ts';
import { holds, type Me } from '../../app/session.tsx';
import { useLocale, usePick } from '../../i18n/index.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatMoment } from '../../ui/format-moment.ts';
import { useTermTexts } from '../../ui/terms.ts';
import { EmployerPicker } from './employer-picker.tsx';
import type { Fair } from './fair-form.tsx';
import { useOrganizeTexts } from './texts.ts';

type InvitedRole = Exclude<Role, 'graduate'>;

/** What each role is bound to. */
const BOUND: Record<InvitedRole, 'university' | 'employer' | 'nothing'> = {
  recruiter: 'employer',
  organizer: 'university',
  counsellor: 'university',
  admin: 'nothing',
};

/** The universities that somebody may invite to: their own, or for an admin those of all fairs. */
function universitiesFor(me: Me, fairs: readonly Fair[]) {
  const own = me.grants.flatMap((grant) => (grant.university === null ? [] : [grant.university]));
  const all = holds(me, 'admin') ? [...own, ...fairs.flatMap((fair) => fair.universities)] : own;
  return [...new Map(all.map((each) => [each.id, each])).values()];
}

/** Makes a one-time link for a colleague's account, to be copied and sent. */
export function InviteForm({ me, fairs }: { me: Me; fairs: readonly Fair[] }): ReactNode {
  const t = useOrganizeTexts();
  const term = useTermTexts();
  const pick = usePick();
  const id = useId();
  const roles = ROLES.filter(
    (role): role is InvitedRole => role !== 'graduate' && (role !== 'admin' || holds(me, 'admin')),
  );
  const offered = useQuery(orpc.fairs.universities.queryOptions({ enabled: holds(me, 'admin'), staleTime: 300_000 }));
  const universities = holds(me, 'admin') && offered.data !== undefined ? offered.data : universitiesFor(me, fairs);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<InvitedRole>('recruiter');
  const [university, setUniversity] = useState<UniversityId>();
  const [employer, setEmployer] = useState<EmployerId>();
  const [complain, setComplain] = useState(false);
  const bound = BOUND[role];
  const universityId = university ?? (universities.length === 1 ? universities[0]?.id : undefined);
  const wrong = !/^\S+@\S+\.\S+$/.test(email.trim())
    ? 'inviteNeedEmail'
    : bound === 'university' && universityId === undefined
      ? 'inviteNeedUniversity'
      : bound === 'employer' && employer === undefined
        ? 'inviteNeedEmployer'
        : undefined;
  const invite = useMutation({
    mutationFn: () =>
      api.accounts.invite({
        email: email.trim(),
        role,
        ...(bound === 'university' ? { universityId } : {}),
        ...(bound === 'employer' ? { employerId: employer } : {}),
      }),
  });

  return (
    <section className="org-form cf-card" aria-labelledby={id}>
      <h2 id={id}>{t('inviteTitle')}</h2>
      <p className="cf-muted">{t('inviteHint')}</p>
      {invite.data !== undefined ? (
        <InviteLink
          {...invite.data}
          onAnother={() => {
            invite.reset();
            setEmail('');
            setComplain(false);
          }}
        />
      ) : (
        <form
          className="org-form-body"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setComplain(true);
            if (wrong === undefined) invite.mutate();
          }}
        >
          <div className="org-form-three">
            <label className="cf-field">
              <span>{t('inviteEmail')}</span>
              <input
                className="cf-input"
                type="email"
                autoComplete="off"
                required
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            </label>
            <label className="cf-field">
              <span>{t('inviteRole')}</span>
              <select
                className="cf-select"
                value={role}
                onChange={(event) => setRole(roles.find((each) => each === event.target.value) ?? 'recruiter')}
              >
                {roles.map((each) => (
                  <option key={each} value={each}>
                    {term(each)}
                  </option>
                ))}
              </select>
            </label>
            {bound === 'university' && (
              <label className="cf-field">
                <span>{t('inviteUniversity')}</span>
                <select
                  className="cf-select"
                  value={universityId ?? ''}
                  onChange={(event) => setUniversity(universities.find((each) => each.id === event.target.value)?.id)}
                >
                  <option value="">{t('choose')}</option>
                  {universities.map((each) => (
                    <option key={each.id} value={each.id}>
                      {pick(each.name)}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </div>
          {bound === 'employer' && (
            <EmployerPicker fairs={fairs} chosen={employer} onChange={(chosen) => setEmployer(chosen)} />
          )}
          {complain && wrong !== undefined && (
            <p className="cf-notice cf-notice-error" role="alert">
              {t(wrong)}
            </p>
          )}
          <ErrorNotice error={invite.error} />
          <div className="org-actions">
            <Button type="primary" htmlType="submit" loading={invite.isPending}>
              {t('inviteMake')}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

function InviteLink({
  url,
  expiresAt,
  onAnother,
}: {
  url: string;
  expiresAt: number;
  onAnother: () => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const locale = useLocale();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'copied' | 'failed'>();
  useEffect(() => field.current?.select(), []);
  const copy = () => {
    // Outside a secure context there is no clipboard; the text is selected so that it can be copied by hand.
    field.current?.select();
    const written = navigator.clipboard?.writeText(url) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopied('copied'),
      () => setCopied('failed'),
    );
  };
  return (
    <div className="org-form-body">
      <label className="cf-field">
        <span>
          {t('inviteLink')} · {t('inviteExpires', { when: formatMoment(expiresAt, locale) })}
        </span>
        <input ref={field} className="cf-input" readOnly value={url} onFocus={(event) => event.target.select()} />
      </label>
      <p role="status">{copied === undefined ? '' : t(copied === 'copied' ? 'inviteCopied' : 'inviteCopyFailed')}</p>
      <div className="org-actions">
        <Button type="primary" onClick={copy}>
          {t('inviteCopy')}
        </Button>
        <Button onClick={onAnother}>{t('inviteAnother')}</Button>
      </div>
    </div>
  );
}
