import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useId } from 'react';
import { useNavigate, useParams } from 'react-router';
import { orpc } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageState } from '../../ui/page-state.tsx';
import { useWelcomeTexts } from './texts.ts';
import './welcome.css';

/** Making the account that a one-time link invites to. */
export function Invitation(): ReactNode {
  const t = useWelcomeTexts();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const id = useId();
  const making = useMutation(orpc.accounts.acceptInvitation.mutationOptions());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email')).trim();
    making.mutate({
      token,
      name: String(form.get('name')).trim(),
      password: String(form.get('password')),
      ...(email === '' ? {} : { email }),
    });
  };
  if (making.isSuccess) {
    return (
      <PageState
        whole
        title={t('created')}
        action={
          <Button type="primary" size="large" onClick={() => navigate('/')}>
            {t('toSignIn')}
          </Button>
        }
      />
    );
  }
  return (
    <form className="cf-card cf-stack welcome-invitation" onSubmit={submit} aria-labelledby={`${id}-title`}>
      <h1 id={`${id}-title`}>{t('inviteTitle')}</h1>
      <p className="cf-muted">{t('inviteText')}</p>
      <label className="cf-field">
        <span>{t('name')}</span>
        <input className="cf-input" name="name" autoComplete="name" required maxLength={120} />
      </label>
      <label className="cf-field">
        <span>{t('emailIfAsked')}</span>
        <input className="cf-input" name="email" type="email" autoComplete="username" />
      </label>
      <label className="cf-field">
        <span>{t('password')}</span>
        <input
          className="cf-input"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={128}
          aria-describedby={`${id}-hint`}
        />
        <span id={`${id}-hint`}>{t('passwordHint')}</span>
      </label>
      <ErrorNotice error={making.error} />
      <Button type="primary" size="large" htmlType="submit" block loading={making.isPending}>
        {t('create')}
      </Button>
    </form>
  );
}
