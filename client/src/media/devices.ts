import { CAMERA_CONSTRAINTS, MICROPHONE_CONSTRAINTS } from './encoding.ts';

/** A camera, microphone or speaker; `label` is empty until a permission was given. */
export type MediaDevice = { id: string; label: string };
export type DeviceList = { microphones: MediaDevice[]; cameras: MediaDevice[]; speakers: MediaDevice[] };

/** Why a device could not be opened: refused by the person or the browser, not there, held by another program, or no secure page or no support. */
export type DeviceProblem = 'permissionDenied' | 'notFound' | 'busy' | 'unsupported';

/** What was asked for could not be opened: neither microphone nor camera, or the one. */
export class DeviceError extends Error {
  override name = 'DeviceError';
  readonly problem: DeviceProblem;

  constructor(problem: DeviceProblem, cause?: unknown) {
    super(`no device could be opened: ${problem}`, { cause });
    this.problem = problem;
  }
}

export type DeviceChoice = { audioId: string | null; videoId: string | null };

/** What could be opened, and for what could not, why. */
export type OpenedDevices = {
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  problems: { microphone: DeviceProblem | null; camera: DeviceProblem | null };
};

/** What can be chosen. Labels are known after a first `openDevices`. */
export async function listDevices(): Promise<DeviceList> {
  const devices = await mediaDevices().enumerateDevices();
  const of = (kind: MediaDeviceKind) =>
    devices
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId: id, label }) => ({ id, label }));
  return { microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') };
}

/** Calls back when a device was plugged in or out; the answer stops it. */
export function watchDevices(listener: () => void): () => void {
  const devices = mediaDevices();
  devices.addEventListener('devicechange', listener);
  return () => devices.removeEventListener('devicechange', listener);
}

/**
 * Opens microphone and camera with one question to the person. Without a camera it gives the microphone alone, and the other
 * way round; a chosen device that is gone falls back to the default one. Throws `DeviceError` when neither can be had.
 */
export async function openDevices({ audioId, videoId }: DeviceChoice): Promise<OpenedDevices> {
  const both = await attempt({
    audio: { ...MICROPHONE_CONSTRAINTS, ...chosen(audioId) },
    video: { ...CAMERA_CONSTRAINTS, ...chosen(videoId) },
  });
  if (both.stream !== null) return opened(both.stream, null, null);
  if (both.problem === 'unsupported' || (both.problem === 'permissionDenied' && !(await oneIsStillAllowed()))) {
    throw new DeviceError(both.problem, both.error);
  }
  const microphone = await attemptOne('microphone', audioId);
  const camera = await attemptOne('camera', videoId);
  if (microphone.stream === null && camera.stream === null) throw new DeviceError(microphone.problem, microphone.error);
  const tracks = [...(microphone.stream?.getTracks() ?? []), ...(camera.stream?.getTracks() ?? [])];
  return opened(new MediaStream(tracks), microphone.problem, camera.problem);
}

/** Opens one of the two and leaves the other alone: another camera in a call, a microphone that was missing. Throws `DeviceError`. */
export async function openDevice(kind: 'microphone' | 'camera', id: string | null): Promise<MediaStreamTrack> {
  const one = await attemptOne(kind, id);
  const track = one.stream?.getTracks()[0];
  if (track !== undefined) return track;
  throw one.stream === null ? new DeviceError(one.problem, one.error) : new DeviceError('notFound');
}

function opened(stream: MediaStream, microphone: DeviceProblem | null, camera: DeviceProblem | null): OpenedDevices {
  return {
    microphone: stream.getAudioTracks()[0] ?? null,
    camera: stream.getVideoTracks()[0] ?? null,
    problems: { microphone, camera },
  };
}

/** `exact`, since Chromium passes over an `ideal` microphone. */
function chosen(id: string | null): MediaTrackConstraints {
  return id === null ? {} : { deviceId: { exact: id } };
}

/** The chosen device, or any: a remembered one that is not plugged in today is no reason to have none. */
async function attemptOne(kind: 'microphone' | 'camera', id: string | null): Promise<Attempt> {
  const asking = (choice: MediaTrackConstraints) =>
    attempt(
      kind === 'microphone'
        ? { audio: { ...MICROPHONE_CONSTRAINTS, ...choice } }
        : { video: { ...CAMERA_CONSTRAINTS, ...choice } },
    );
  const first = await asking(chosen(id));
  return first.problem === 'notFound' && id !== null ? asking({}) : first;
}

type Attempt = { stream: MediaStream; problem: null } | { stream: null; problem: DeviceProblem; error: unknown };

async function attempt(constraints: MediaStreamConstraints): Promise<Attempt> {
  try {
    return { stream: await mediaDevices().getUserMedia(constraints), problem: null };
  } catch (error) {
    return { stream: null, problem: problemOf(error), error };
  }
}

/** W3C Media Capture and Streams, section 10.2: the names `getUserMedia` rejects with. */
function problemOf(error: unknown): DeviceProblem {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'permissionDenied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'notFound';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'unsupported';
}

/** Whether only one of the two is blocked for this site: then the other can be had without asking again. */
async function oneIsStillAllowed(): Promise<boolean> {
  try {
    const states = await Promise.all(
      ['camera', 'microphone'].map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return states.some(({ state }) => state === 'granted');
  } catch (error) {
    console.debug('this browser does not tell device permissions', error);
    return false;
  }
}

/** Absent on pages that are not served over HTTPS (or from this machine). */
function mediaDevices(): MediaDevices {
  if (!('mediaDevices' in navigator)) throw new DeviceError('unsupported');
  return navigator.mediaDevices;
}
