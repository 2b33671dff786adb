import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { type LiveStatus, useLiveStatus } from '../live/socket.ts';
import { useAppTexts } from './texts.ts';

/** A dropped connection is said after this long: most come back before anybody would notice. */
const SAY_AFTER_MS = 700;

const WORDS = {
  idle: null,
  connecting: null,
  connected: null,
  reconnecting: 'statusReconnecting',
  offline: 'statusOffline',
  ended: 'statusEnded',
} as const satisfies Record<LiveStatus, string | null>;

/** The state of the connection in words, under the header, while it is not well. */
export function ConnectionStatus(): ReactNode {
  const status = useLiveStatus();
  const t = useAppTexts();
  const { pathname, search } = useLocation();
  const [shown, setShown] = useState<LiveStatus>('idle');
  useEffect(() => {
    const pause = WORDS[status] === null ? 0 : SAY_AFTER_MS;
    const timer = window.setTimeout(() => setShown(status), pause);
    return () => window.clearTimeout(timer);
  }, [status]);
  const words = WORDS[shown];
  return (
    <div className="cf-connection" role="status" aria-live="polite" data-live={status}>
      {words !== null && (
        <p>
          {t(words)}
          {shown === 'ended' && (
            <>
              {' · '}
              {/* Here, and not the first page: what asks for a sign-in leads back after it. */}
              <Link to={pathname + search} reloadDocument>
                {t('signInAgain')}
              </Link>
            </>
          )}
        </p>
      )}
    </div>
  );
}
