import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { CHAT_MAX_LENGTH } from '#shared/rules/limits.ts';
import { api } from '../../api/client.ts';
import { randomId } from '../../api/random-id.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Moment } from '../../ui/moment.tsx';
import { type Interview, otherSide, ownSide, type Side } from './sides.ts';
import { useInterviewTexts } from './texts.ts';

/** The text chat of an interview. Everything written is plain text: an address in it is not made into a link. */
export function Chat({
  interview,
  side,
  onClose,
}: {
  interview: Interview;
  side: Side;
  onClose: () => void;
}): ReactNode {
  const t = useInterviewTexts();
  const titleId = useId();
  const list = useRef<HTMLOListElement>(null);
  const own = ownSide(interview, side);
  const other = otherSide(interview, side);
  const { messages } = interview;
  const newest = messages.at(-1)?.id;

  useEffect(() => {
    if (newest !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);

  return (
    <section className="cf-chat" aria-labelledby={titleId}>
      <header className="cf-chat-head">
        <h2 id={titleId}>{t('chatTitle')}</h2>
        <button type="button" className="cf-control cf-close" aria-label={t('chatClose')} onClick={onClose}>
          ×
        </button>
      </header>
      {messages.length === 0 && <p className="cf-muted cf-chat-empty">{t('chatEmpty')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ol ref={list} className="cf-chat-list" tabIndex={0} aria-label={t('chatTitle')}>
        {messages.map((message) => (
          <li key={message.id} data-own={message.from === own.id}>
            <span className="cf-muted">
              {message.from === own.id ? t('chatYou') : other.name} · <Moment at={message.at} />
            </span>
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      <ChatField interviewId={interview.id} />
    </section>
  );
}

function ChatField({ interviewId }: { interviewId: Interview['id'] }): ReactNode {
  const t = useInterviewTexts();
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  // The same words sent again after a failure are the same message; other words are a new one.
  const [key, setKey] = useState(randomId);
  const say = useMutation({
    mutationFn: (words: string) =>
      api.interviews.say({ interviewId, text: words }, { context: { idempotencyKey: key } }),
    onSuccess: () => {
      setText('');
      setKey(randomId());
    },
  });
  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words !== '' && !say.isPending) say.mutate(words);
  };
  return (
    <form className="cf-chat-form" onSubmit={submit}>
      {say.isError && (
        <>
          <ErrorNotice error={say.error} />
          <p role="status">{t('chatNotSent')}</p>
        </>
      )}
      <label className="cf-sr" htmlFor={fieldId}>
        {t('chatInput')}
      </label>
      <input
        ref={field}
        id={fieldId}
        className="cf-input"
        autoComplete="off"
        enterKeyHint="send"
        maxLength={CHAT_MAX_LENGTH}
        placeholder={t('chatPlaceholder')}
        value={text}
        readOnly={say.isPending}
        onChange={(event) => {
          setText(event.target.value);
          if (say.isError) {
            say.reset();
            setKey(randomId());
          }
        }}
      />
      <Button type="primary" htmlType="submit" loading={say.isPending} disabled={text.trim() === ''}>
        {t(say.isPending ? 'chatSending' : 'chatSend')}
      </Button>
    </form>
  );
}
