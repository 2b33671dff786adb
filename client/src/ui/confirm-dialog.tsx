import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { useUiTexts } from './texts.ts';

/**
 * A modal question on the browser's own dialog: focus is kept inside, Escape cancels, focus goes back afterwards.
 * Shown while mounted. `error` is said inside; `busy` while the answer is being carried out.
 */
export function ConfirmDialog({
  title,
  children,
  confirmText,
  cancelText,
  danger = false,
  busy = false,
  blocked = false,
  error = null,
  onConfirm,
  onCancel,
}: {
  title: string;
  children?: ReactNode;
  confirmText?: string;
  cancelText?: string;
  danger?: boolean;
  busy?: boolean;
  /** The question cannot be answered with yes yet. */
  blocked?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onCancel: () => void;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const t = useUiTexts();
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="cf-dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <ErrorNotice error={error} />
      <div className="cf-dialog-actions">
        <Button size="large" onClick={onCancel}>
          {cancelText ?? t('cancel')}
        </Button>
        <Button size="large" type="primary" danger={danger} loading={busy} disabled={blocked} onClick={onConfirm}>
          {confirmText ?? t('confirm')}
        </Button>
      </div>
    </dialog>
  );
}
