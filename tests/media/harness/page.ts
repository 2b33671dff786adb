import { io } from 'socket.io-client';
import { joinRoom, type MediaCall } from '../../../client/src/media/call.ts';
import { rememberDevices, rememberedDevices } from '../../../client/src/media/device-choice.ts';
import { DeviceError, listDevices, openDevices } from '../../../client/src/media/devices.ts';
import { meterLevel } from '../../../client/src/media/level-meter.ts';
import type { MediaSignaling } from '../../../client/src/media/signaling.ts';

/* A bare page around the call client: `?user=ada&room=r1` joins at once, without a room it only offers the devices. What is measured hangs on `window`. */

export type Probe = {
  call: MediaCall;
  /** Pictures of the other side shown so far, over all joinings. */
  frames(): number;
  /** Mean brightness of the picture shown now, 0-255, and how far its pixels spread. */
  picture(): { mean: number; spread: number };
  /** Loudness of the other side's voice, 0-1, over the last moment. */
  loudness(): number;
  /** Milliseconds from the page's start to the first picture of the other side; null before. */
  firstFrameAt(): number | null;
  /** Breaks and mends the socket as a lost network would, without the page asking for it. */
  cutSocket(): void;
  states: string[];
};

/** The device helpers, answering in plain words. */
const devices = {
  async open(choice = rememberedDevices()) {
    try {
      const { microphone, camera, problems } = await openDevices(choice);
      return { microphone: microphone?.label ?? null, camera: camera?.label ?? null, problems };
    } catch (error) {
      return error instanceof DeviceError ? { refused: error.problem } : { error: String(error) };
    }
  },
  list: listDevices,
  remember: rememberDevices,
  remembered: rememberedDevices,
};

declare global {
  interface Window {
    probe: Probe;
    devices: typeof devices;
  }
}

const query = new URLSearchParams(location.search);
const socket = io({ transports: ['websocket'], auth: { userId: query.get('user') } });

/** With `?release=other` the first join finds a server that carries other codecs than this client was built with. */
let otherRelease = query.get('release') === 'other';

function refused(answer: { code: string; retryable: boolean }): Error {
  return Object.assign(new Error(answer.code), { code: answer.code, retryable: answer.retryable });
}

const signaling: MediaSignaling = {
  get connected() {
    return socket.connected;
  },
  async request(name, payload) {
    const { ok, ...answer } = await socket.timeout(10_000).emitWithAck(name, payload);
    if (!ok) throw refused(answer);
    if (name === 'media:join' && otherRelease) {
      otherRelease = false;
      answer.routerRtpCapabilities.codecs.pop();
    }
    return answer;
  },
  on(event: string, listener: (...args: never[]) => void) {
    const untyped = listener as (...args: unknown[]) => void;
    socket.on(event, untyped);
    return () => socket.off(event, untyped);
  },
};

const video = document.createElement('video');
Object.assign(video, { autoplay: true, playsInline: true, width: 320, height: 180 });
document.body.append(video);

let frames = 0;
let firstFrameAt: number | null = null;
let loudness = 0;

function countFrames() {
  video.requestVideoFrameCallback(() => {
    frames += 1;
    firstFrameAt ??= performance.now();
    countFrames();
  });
}

function picture() {
  const canvas = new OffscreenCanvas(64, 36);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(video, 0, 0, 64, 36);
  const { data } = context.getImageData(0, 0, 64, 36);
  const grey = Array.from({ length: data.length / 4 }, (_, index) => data[index * 4 + 1] ?? 0);
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  return { mean, spread: Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length) };
}

async function start() {
  const { microphone, camera } = await openDevices({ audioId: null, videoId: null });
  const tracks = { ...(microphone ? { microphone } : {}), ...(camera ? { camera } : {}) };
  const muted = query.get('muted') === 'microphone' ? (['microphone'] as const) : [];
  const call = joinRoom({ signaling, roomId: query.get('room') ?? 'room', tracks, muted });
  const states: string[] = [];
  let metered: MediaStreamTrack | null = null;
  let stopMeter: (() => void) | null = null;
  const follow = () => {
    const { connection, peers } = call.getSnapshot();
    if (states.at(-1) !== connection.state) states.push(connection.state);
    const stream = peers[0]?.stream ?? null;
    if (video.srcObject !== stream) video.srcObject = stream;
    const voice = stream?.getAudioTracks()[0] ?? null;
    if (voice === metered) return;
    metered = voice;
    stopMeter?.();
    stopMeter =
      voice === null
        ? null
        : meterLevel(voice, (level) => {
            loudness = Math.max(level, loudness * 0.8);
          });
  };
  call.subscribe(follow);
  follow();
  countFrames();
  window.probe = {
    call,
    states,
    picture,
    frames: () => frames,
    loudness: () => loudness,
    firstFrameAt: () => firstFrameAt,
    cutSocket: () => socket.io.engine.close(),
  };
}

window.devices = devices;
if (query.has('room')) void start();
