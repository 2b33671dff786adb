import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { PageState } from '../ui/page-state.tsx';
import { useAppTexts } from './texts.ts';

/** What is shown at an address that leads nowhere. */
export function NoSuchPage(): ReactNode {
  const t = useAppTexts();
  const navigate = useNavigate();
  return (
    <PageState
      whole
      title={t('missingTitle')}
      text={t('missingText')}
      action={
        <Button type="primary" size="large" onClick={() => navigate('/')}>
          {t('toHome')}
        </Button>
      }
    />
  );
}
