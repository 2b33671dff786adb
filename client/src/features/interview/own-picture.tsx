import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import type { OwnMedia } from './own-media.ts';
import { useInterviewTexts } from './texts.ts';
import { useOwnMedia, useStream } from './use-own-media.ts';

const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
type Corner = (typeof CORNERS)[number];
const NAMES = {
  'top-left': 'roomCornerTopLeft',
  'top-right': 'roomCornerTopRight',
  'bottom-left': 'roomCornerBottomLeft',
  'bottom-right': 'roomCornerBottomRight',
} as const satisfies Record<Corner, string>;

/** The own picture, small, in a corner of the stage: dragged there, or moved with the arrow keys. */
export function OwnPicture({ media }: { media: OwnMedia }): ReactNode {
  const t = useInterviewTexts();
  const own = useOwnMedia(media);
  const video = useRef<HTMLVideoElement>(null);
  const [corner, setCorner] = useState<Corner>('bottom-right');
  const [moved, setMoved] = useState(false);
  useStream(video, own.stream, own.revision);

  const moveTo = (next: Corner) => {
    setCorner(next);
    setMoved(true);
  };
  const drag = useDrag(moveTo);
  return (
    <>
      <button
        type="button"
        className="cf-own"
        data-corner={corner}
        aria-label={t('roomOwnMove')}
        onKeyDown={(event) => {
          const next = cornerAfter(corner, event);
          if (next === undefined) return;
          event.preventDefault();
          moveTo(next);
        }}
        {...drag}
      >
        <video ref={video} data-testid="own-video" autoPlay playsInline muted aria-label={t('roomOwn')} />
        {own.camera.state !== 'on' && <span className="cf-own-words">{t('devicesCameraOff')}</span>}
      </button>
      <span className="cf-sr" role="status">
        {moved ? t('roomOwnMoved', { corner: t(NAMES[corner]) }) : ''}
      </span>
    </>
  );
}

function cornerAfter(corner: Corner, event: KeyboardEvent): Corner | undefined {
  const [vertical, horizontal] = corner.split('-') as ['top' | 'bottom', 'left' | 'right'];
  switch (event.key) {
    case 'ArrowUp':
      return `top-${horizontal}`;
    case 'ArrowDown':
      return `bottom-${horizontal}`;
    case 'ArrowLeft':
      return `${vertical}-left`;
    case 'ArrowRight':
      return `${vertical}-right`;
    default:
      return undefined;
  }
}

/** Follows the pointer while it is down, then settles in the nearest corner of the stage. */
function useDrag(settle: (corner: Corner) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const end = (event: PointerEvent<HTMLElement>) => {
    if (from.current === null) return;
    from.current = null;
    const own = event.currentTarget.getBoundingClientRect();
    const stage = event.currentTarget.parentElement?.getBoundingClientRect();
    event.currentTarget.style.translate = '';
    if (stage === undefined) return;
    const vertical = own.top + own.height / 2 < stage.top + stage.height / 2 ? 'top' : 'bottom';
    const horizontal = own.left + own.width / 2 < stage.left + stage.width / 2 ? 'left' : 'right';
    settle(`${vertical}-${horizontal}`);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      from.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (from.current === null) return;
      event.currentTarget.style.translate = `${event.clientX - from.current.x}px ${event.clientY - from.current.y}px`;
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
