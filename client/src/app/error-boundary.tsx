import { Button } from 'antd';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { PageState } from '../ui/page-state.tsx';
import { useAppTexts } from './texts.ts';

type Props = { children: ReactNode; resetKey?: string };

/** Catches a fault of a screen, says it in human words and offers a way on; another `resetKey` (address) starts afresh. */
export class ErrorBoundary extends Component<Props, { error: Error | null; resetKey: string | undefined }> {
  override state: { error: Error | null; resetKey: string | undefined } = {
    error: null,
    resetKey: this.props.resetKey,
  };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: { resetKey: string | undefined }) {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('A screen failed', error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Crash onAgain={() => location.assign(location.href)} />;
  }
}

function Crash({ onAgain }: { onAgain: () => void }): ReactNode {
  const t = useAppTexts();
  return (
    <main className="cf-main">
      <PageState
        whole
        title={t('crashTitle')}
        text={t('crashText')}
        action={
          <div className="cf-row">
            <Button type="primary" size="large" onClick={onAgain}>
              {t('crashAgain')}
            </Button>
            <Button size="large" href="/">
              {t('crashHome')}
            </Button>
          </div>
        }
      />
    </main>
  );
}
