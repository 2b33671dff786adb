import type { ReactNode } from 'react';
import { DeviceSelect } from './device-select.tsx';
import { deviceTroubleWords } from './device-trouble.ts';
import { LevelMeter } from './level-meter.tsx';
import type { OwnMedia } from './own-media.ts';
import { useInterviewTexts } from './texts.ts';
import { useOwnMedia } from './use-own-media.ts';

/** Which camera and microphone, how loud one is, and what is wrong with them: in the waiting room and in the call. */
export function DevicePanel({ media }: { media: OwnMedia }): ReactNode {
  const t = useInterviewTexts();
  const own = useOwnMedia(media);
  const troubles = deviceTroubleWords(t, own);
  const speaking = own.microphone.state === 'on' ? (own.stream.getAudioTracks()[0] ?? null) : null;
  return (
    <>
      <LevelMeter track={speaking} label={t('devicesLevel')} />
      {troubles.length > 0 && (
        <div className="cf-device-trouble" role="status">
          {troubles.map((words) => (
            <p key={words}>{words}</p>
          ))}
          <button type="button" className="cf-link" onClick={() => void media.retry()}>
            {t('devicesTryAgain')}
          </button>
        </div>
      )}
      <div className="cf-device-choice">
        <DeviceSelect
          label={t('devicesCamera')}
          options={own.cameras}
          value={own.cameraId}
          onChoose={(id) => void media.chooseCamera(id)}
        />
        <DeviceSelect
          label={t('devicesMicrophone')}
          options={own.microphones}
          value={own.microphoneId}
          onChoose={(id) => void media.chooseMicrophone(id)}
        />
      </div>
    </>
  );
}
