import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import type { DeskId } from '#shared/contract/ids.ts';
import { troubleOf } from '../../api/api-error.ts';
import { api } from '../../api/client.ts';
import { live } from '../../live/socket.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { DeskLine, DeskSnapshot } from './desk-line.ts';
import { useDeskTexts } from './texts.ts';

/** Why nobody can be called now, as the text's key; undefined when the next person can be called. */
export function whyNotCall(
  snapshot: Pick<DeskSnapshot, 'door'>,
  line: DeskLine,
  seated: boolean,
  busy: boolean,
): 'callWhyNoDesk' | 'callWhyBusy' | 'callWhyPaused' | 'callWhyEmpty' | 'callWhyElsewhere' | undefined {
  if (!seated) return 'callWhyNoDesk';
  if (busy) return 'callWhyBusy';
  if (snapshot.door === 'paused') return 'callWhyPaused';
  if (line.lined.length === 0) return 'callWhyEmpty';
  return line.callable === 0 ? 'callWhyElsewhere' : undefined;
}

/** Calls the next person to a desk. A desk whose presence has just lapsed (a slept laptop) is renewed once, then the call is made. */
export async function callNextTo(deskId: DeskId) {
  try {
    return await api.queue.callNext({ deskId });
  } catch (error) {
    if (troubleOf(error) !== 'deskNotPresent') throw error;
    await live.request('desk:present', { deskId });
    return api.queue.callNext({ deskId });
  }
}

/** The one big button of the line, with the reason beside it while it cannot be pressed. */
export function CallNextButton({
  why,
  calling,
  error,
  onCall,
}: {
  why: ReturnType<typeof whyNotCall>;
  calling: boolean;
  error: unknown;
  onCall: () => void;
}): ReactNode {
  const t = useDeskTexts();
  const id = useId();
  return (
    <div className="desk-call">
      <ErrorNotice error={error} />
      <Button
        type="primary"
        size="large"
        block
        disabled={why !== undefined}
        loading={calling}
        aria-describedby={why === undefined ? undefined : id}
        aria-keyshortcuts="N"
        onClick={onCall}
      >
        {t(calling ? 'calling' : 'callNext')} <kbd>N</kbd>
      </Button>
      {why !== undefined && (
        <p id={id} className="cf-muted cf-small">
          {t(why)}
        </p>
      )}
    </div>
  );
}
