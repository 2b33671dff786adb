import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useSession } from '../../app/session.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useWelcomeTexts } from './texts.ts';

/** Email and password. The page moves on by itself once `me` is known. */
export function SignInForm(): ReactNode {
  const t = useWelcomeTexts();
  const session = useSession();
  const id = useId();
  const [missing, setMissing] = useState(false);
  const entering = useMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) => session.signIn(email, password),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [String(form.get('email')).trim(), String(form.get('password'))];
    setMissing(email === '' || password === '');
    if (email !== '' && password !== '') entering.mutate({ email, password });
  };
  return (
    <form className="cf-card cf-stack" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('signInTitle')}</h2>
      <label className="cf-field">
        <span>{t('email')}</span>
        <input className="cf-input" type="email" name="email" autoComplete="username" inputMode="email" />
      </label>
      <label className="cf-field">
        <span>{t('password')}</span>
        <input className="cf-input" type="password" name="password" autoComplete="current-password" />
      </label>
      {missing && (
        <p className="cf-notice cf-notice-error" role="alert">
          {t('missing')}
        </p>
      )}
      {!missing && <ErrorNotice error={entering.error} />}
      <Button type="primary" size="large" htmlType="submit" block loading={entering.isPending}>
        {t('signIn')}
      </Button>
    </form>
  );
}
