/** Whether the own devices are on, as chosen last in this window. */
export type DeviceSwitches = { cameraOn: boolean; microphoneOn: boolean };

const CAMERA = 'cloudfair.camera';
const MICROPHONE = 'cloudfair.microphone';
const ENTERED = 'cloudfair.room.entered';

/** The switches remembered for this window, so that a refresh comes back as it was: muted stays muted. On at first. */
export function rememberedSwitches(): DeviceSwitches {
  return {
    cameraOn: sessionStorage.getItem(CAMERA) !== 'off',
    microphoneOn: sessionStorage.getItem(MICROPHONE) !== 'off',
  };
}

/** Remembers the switches for this window. */
export function rememberSwitches({ cameraOn, microphoneOn }: DeviceSwitches): void {
  sessionStorage.setItem(CAMERA, cameraOn ? 'on' : 'off');
  sessionStorage.setItem(MICROPHONE, microphoneOn ? 'on' : 'off');
}

/** Whether this window has entered the interview and not left it: a refresh then returns straight to the picture. */
export function hasEntered(interviewId: string): boolean {
  return sessionStorage.getItem(ENTERED) === interviewId;
}

/** Notes that this window entered the interview. */
export function noteEntered(interviewId: string): void {
  sessionStorage.setItem(ENTERED, interviewId);
}

/** Notes that the person left on purpose: next time the waiting room comes first. */
export function noteLeft(): void {
  sessionStorage.removeItem(ENTERED);
}
