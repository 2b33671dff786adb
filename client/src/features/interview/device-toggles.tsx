import { Sign } from './icons.tsx';
import type { OwnMedia, OwnMediaSnapshot } from './own-media.ts';
import { useInterviewTexts } from './texts.ts';

/** The two switches of the own devices, the same in the waiting room and in the room: microphone, camera. */
export function DeviceToggles({ media, own }: { media: OwnMedia; own: OwnMediaSnapshot }) {
  const t = useInterviewTexts();
  const speaking = own.switches.microphoneOn && own.microphone.state !== 'trouble';
  const seen = own.switches.cameraOn && own.camera.state !== 'trouble';
  return (
    <>
      <button
        type="button"
        className="cf-control"
        data-off={!speaking}
        disabled={own.microphone.state === 'trouble'}
        onClick={() => void media.setMicrophone(!own.switches.microphoneOn)}
      >
        <Sign of="microphone" struck={!speaking} />
        <span>{t(own.switches.microphoneOn ? 'devicesMute' : 'devicesUnmute')}</span>
      </button>
      <button
        type="button"
        className="cf-control"
        data-off={!seen}
        disabled={own.camera.state === 'trouble'}
        onClick={() => void media.setCamera(!own.switches.cameraOn)}
      >
        <Sign of="camera" struck={!seen} />
        <span>{t(own.switches.cameraOn ? 'devicesTurnCameraOff' : 'devicesTurnCameraOn')}</span>
      </button>
    </>
  );
}
