import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Chat } from './chat.tsx';
import { ClockLine } from './clock-line.tsx';
import { Controls } from './controls.tsx';
import { DevicePanel } from './device-panel.tsx';
import type { InterviewCall } from './interview-call.ts';
import { RoomTrouble } from './room-trouble.tsx';
import { type Interview, otherSide, type Side } from './sides.ts';
import { Stage } from './stage.tsx';
import { useInterviewTexts } from './texts.ts';
import { useRoom } from './use-call.ts';

type InCallProps = {
  call: InterviewCall;
  /** Undefined for the first moment: the picture need not wait for the room's facts. */
  interview: Interview | undefined;
  side: Side;
  onLeave: () => void;
};

/** The room from inside: pictures, clock, controls, chat. */
export function InCall({ call, interview, side, onLeave }: InCallProps): ReactNode {
  const t = useInterviewTexts();
  const room = useRoom(call);
  const [panel, setPanel] = useState<'none' | 'chat' | 'devices'>('none');
  const [ending, setEnding] = useState(false);
  const { unread, newest } = useUnread(interview, side, panel === 'chat');
  const { connection } = room;

  return (
    <div className="cf-room" data-panel={panel}>
      <div className="cf-room-view">
        <header className="cf-room-head">{interview !== undefined && <ClockLine interview={interview} />}</header>
        <Stage room={room} call={call} interview={interview} side={side} />
        {connection.state === 'closed' && <RoomTrouble reason={connection.reason} onRejoin={() => call.rejoin()} />}
        <Controls
          media={call.media}
          panel={panel}
          unread={unread}
          onPanel={setPanel}
          onLeave={onLeave}
          onEnd={() => setEnding(true)}
        />
        {panel === 'devices' && (
          <section className="cf-room-devices" aria-label={t('devicesTitle')}>
            <DevicePanel media={call.media} />
          </section>
        )}
      </div>
      {panel === 'chat' && interview !== undefined && (
        <Chat interview={interview} side={side} onClose={() => setPanel('none')} />
      )}
      <div className="cf-sr" role="status">
        {newest}
      </div>
      {ending && interview !== undefined && (
        <EndQuestion interviewId={interview.id} side={side} onBack={() => setEnding(false)} />
      )}
    </div>
  );
}

/** How many messages of the other side came while the chat was closed, and the newest of them in words. */
function useUnread(interview: Interview | undefined, side: Side, open: boolean): { unread: number; newest: string } {
  const t = useInterviewTexts();
  const [seen, setSeen] = useState<number | null>(null);
  const last = interview?.messages.at(-1)?.id ?? 0;
  const known = interview !== undefined;
  useEffect(() => {
    // What was there when the room was opened (a refresh) is no news.
    if (known) setSeen((before) => (before === null || open ? last : before));
  }, [known, last, open]);
  if (interview === undefined || seen === null || open) return { unread: 0, newest: '' };
  const other = otherSide(interview, side);
  const news = interview.messages.filter((message) => message.id > seen && message.from === other.id);
  const newest = news.at(-1);
  return {
    unread: news.length,
    newest: newest === undefined ? '' : t('chatNewMessage', { name: other.name, text: newest.text }),
  };
}

/** Ending is for both and for good: asked once more. The room closes when the live view says that it is over. */
function EndQuestion(props: { interviewId: Interview['id']; side: Side; onBack: () => void }): ReactNode {
  const { interviewId, side, onBack } = props;
  const t = useInterviewTexts();
  const end = useMutation({ mutationFn: () => api.interviews.end({ interviewId }) });
  return (
    <ConfirmDialog
      title={t('endTitle')}
      confirmText={t(end.isPending ? 'endEnding' : 'endConfirm')}
      cancelText={t('endBack')}
      danger
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onCancel={onBack}
    >
      <p>{t(side === 'graduate' ? 'endGraduate' : 'endRecruiter')}</p>
    </ConfirmDialog>
  );
}
