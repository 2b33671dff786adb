import type { DeviceChoice } from './devices.ts';

const KEY = 'cloudfair.devices';

/** The microphone and camera that were used last on this machine. */
export function rememberedDevices(): DeviceChoice {
  const stored: Partial<Record<keyof DeviceChoice, unknown>> = readStored();
  const id = (value: unknown) => (typeof value === 'string' ? value : null);
  return { audioId: id(stored.audioId), videoId: id(stored.videoId) };
}

/** Keeps the choice for the next call. */
export function rememberDevices({ audioId, videoId }: DeviceChoice): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ audioId, videoId }));
  } catch (error) {
    console.debug('the device choice is not remembered', error);
  }
}

function readStored(): object {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    console.debug('no device choice is remembered', error);
    return {};
  }
}
