import { type ReactNode, useEffect, useState } from 'react';
import type { RemotePeer, RoomSnapshot } from '../../media/room-state.ts';
import type { InterviewCall } from './interview-call.ts';
import { OwnPicture } from './own-picture.tsx';
import { RemotePicture } from './remote-picture.tsx';
import { type Interview, otherSide, type Side } from './sides.ts';
import { useInterviewTexts } from './texts.ts';

type StageProps = { room: RoomSnapshot; call: InterviewCall; interview: Interview | undefined; side: Side };

/** The two pictures, and words in one place for whatever keeps the other one away. */
export function Stage({ room, call, interview, side }: StageProps): ReactNode {
  const t = useInterviewTexts();
  // Before the room's facts are here the first other person is the other side: there are only two.
  const other = interview === undefined ? undefined : otherSide(interview, side);
  const peer = room.peers.find((each) => other === undefined || each.userId === other.id);
  const name = other?.name ?? '';
  const reconnecting = room.connection.state === 'reconnecting';

  const arriving = useArriving(peer);

  let words = t('roomConnecting', { name });
  if (peer?.presence === 'away') words = t('roomPeerAway', { name });
  else if (peer !== undefined && peer.camera !== 'on' && !arriving) words = t('roomPeerCameraOff', { name });
  else if (peer === undefined && other !== undefined && !other.inRoom) {
    words = t(interview?.startedAt === null ? 'roomWaitingFor' : 'roomPeerLeft', { name });
  }
  const banner = reconnecting ? t('roomReconnecting') : peer?.presence === 'away' ? t('roomPeerAway', { name }) : '';

  return (
    <div className="cf-stage">
      <RemotePicture video={call.remote} peer={peer} name={name} words={words} />
      <OwnPicture media={call.media} />
      <div className="cf-stage-banner" role="status">
        {banner !== '' && <p>{banner}</p>}
      </div>
    </div>
  );
}

/** Somebody who has just come in sends nothing for a moment: that is not a camera that was turned off. */
const ARRIVING_MS = 3_000;

function useArriving(peer: RemotePeer | undefined): boolean {
  const [over, setOver] = useState(false);
  const silent = peer !== undefined && peer.camera === 'off' && peer.microphone === 'off';
  useEffect(() => {
    setOver(false);
    if (!silent) return;
    const timer = setTimeout(() => setOver(true), ARRIVING_MS);
    return () => clearTimeout(timer);
  }, [silent]);
  return silent && !over;
}
