import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useView } from '../../live/use-view.ts';
import { LoadingCards } from '../../ui/page-state.tsx';
import { beginCall, endCall } from './calls.ts';
import { endEarlyPicture } from './early-picture.ts';
import { Ended } from './ended.tsx';
import { InCall } from './in-call.tsx';
import { Lobby } from './lobby.tsx';
import { hasEntered, noteEntered, noteLeft } from './room-memory.ts';
import { RoomRefused } from './room-refused.tsx';
import type { Interview, Side } from './sides.ts';
import { useCall } from './use-call.ts';
import './room.css';

/**
 * An interview's room for one of its two sides. The waiting room comes first unless this window was inside already (a
 * refresh returns straight to the picture). `compact`: inside the desk, where the person has looked at their own
 * picture when they sat down, so that an accepted call opens by itself.
 */
export function Room(props: { interviewId: string; side: Side; compact?: boolean }): ReactNode {
  const { interviewId, side, compact = false } = props;
  const { snapshot, status, refusal } = useView('interview', { interviewId });
  const [where, setWhere] = useState<'inside' | 'outside' | 'left'>(() =>
    compact || hasEntered(interviewId) ? 'inside' : 'outside',
  );
  useBackToDesk(snapshot, side === 'recruiter' && !compact);

  useEffect(() => {
    if (where === 'inside') noteEntered(interviewId);
  }, [where, interviewId]);

  const shut = status === 'ended' || snapshot?.state === 'ended' || where !== 'inside';
  useEffect(() => {
    if (shut) endEarlyPicture();
  }, [shut]);

  if (status === 'ended') return <RoomRefused refusal={refusal} side={side} />;
  if (snapshot?.state === 'ended') return <Ended interview={snapshot} side={side} compact={compact} />;
  if (where === 'inside') {
    const leave = () => {
      noteLeft();
      endCall();
      setWhere('left');
    };
    return (
      <div className="cf-room-frame" data-compact={compact}>
        <Inside interviewId={interviewId} interview={snapshot} side={side} onLeave={leave} />
      </div>
    );
  }
  if (snapshot === undefined) return <LoadingCards rows={1} height={360} />;
  return (
    <Lobby
      interview={snapshot}
      side={side}
      back={where === 'left'}
      onEnter={(media) => {
        beginCall(interviewId, media);
        setWhere('inside');
      }}
    />
  );
}

function Inside(props: {
  interviewId: string;
  interview: Interview | undefined;
  side: Side;
  onLeave: () => void;
}): ReactNode {
  const call = useCall(props.interviewId);
  if (call === null) return <LoadingCards rows={1} height={360} />;
  return <InCall call={call} interview={props.interview} side={props.side} onLeave={props.onLeave} />;
}

/** Takes a recruiter who is in the room of its own page back to the desk, to record the outcome, when the interview ends under their eyes. */
function useBackToDesk(interview: Interview | undefined, applies: boolean): void {
  const navigate = useNavigate();
  const ran = useRef(false);
  const state = interview?.state;
  const boothId = interview?.booth.id;
  useEffect(() => {
    if (!applies || state === undefined) return;
    if (state !== 'ended') ran.current = true;
    else if (ran.current) void navigate(`/desk/${boothId}`, { replace: true });
  }, [applies, state, boothId, navigate]);
}
