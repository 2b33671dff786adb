import { type ReactNode, useRef } from 'react';
import { DevicePanel } from './device-panel.tsx';
import { DeviceToggles } from './device-toggles.tsx';
import type { OwnMedia } from './own-media.ts';
import { useInterviewTexts } from './texts.ts';
import { useOwnMedia, useStream } from './use-own-media.ts';
import './devices.css';

/** Own picture, microphone level, device choice and switches, before anybody else sees or hears anything. */
export function DevicePreview({ media }: { media: OwnMedia }): ReactNode {
  const t = useInterviewTexts();
  const own = useOwnMedia(media);
  const video = useRef<HTMLVideoElement>(null);
  useStream(video, own.stream, own.revision);
  const opening = own.camera.state === 'opening' || own.microphone.state === 'opening';

  return (
    <section className="cf-preview" aria-label={t('devicesTitle')}>
      <div className="cf-preview-picture" data-shown={own.camera.state === 'on'}>
        <video ref={video} data-testid="own-video" autoPlay playsInline muted aria-label={t('devicesPreview')} />
        {own.camera.state === 'off' && <p className="cf-preview-words">{t('devicesCameraOff')}</p>}
        {opening && <p className="cf-preview-words">{t('devicesOpening')}</p>}
      </div>
      <div className="cf-controls">
        <DeviceToggles media={media} own={own} />
      </div>
      <p className="cf-muted">{t('devicesPreviewNote')}</p>
      <DevicePanel media={media} />
    </section>
  );
}
