import type { ProducerCodecOptions, RtpEncodingParameters } from 'mediasoup-client/types';
import type { MediaSource } from '#shared/contract/media.ts';

/**
 * What is asked of a camera: a face at arm's length is clear at 540 lines, and a phone or an old laptop, which encodes and
 * decodes in software, has less than half the work of 720p at 30 pictures a second.
 */
export const CAMERA_CONSTRAINTS: MediaTrackConstraints = {
  width: { ideal: 960 },
  height: { ideal: 540 },
  frameRate: { ideal: 24, max: 30 },
};

/** What is asked of a microphone: speech in one room. */
export const MICROPHONE_CONSTRAINTS: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: { ideal: 1 },
};

type Encoding = {
  encodings: RtpEncodingParameters[];
  codecOptions: ProducerCodecOptions;
  contentHint: string;
  /** Streams with one id are played in step: voice with face, not with the screen. */
  streamId: string;
};

/**
 * How each source is sent. Bits a second in `maxBitrate`, kilobits in `videoGoogle*`. The encoder starts near its goal
 * (`x-google-start-bitrate`), so that the first seconds are not a blur; one layer each, since a call is one to one.
 */
export const ENCODING: Record<MediaSource, Encoding> = {
  microphone: {
    encodings: [{ maxBitrate: 40_000 }],
    codecOptions: { opusStereo: false, opusFec: true, opusDtx: true, opusMaxAverageBitrate: 32_000 },
    contentHint: 'speech',
    streamId: 'person',
  },
  camera: {
    encodings: [{ maxBitrate: 1_200_000 }],
    codecOptions: { videoGoogleStartBitrate: 900 },
    contentHint: 'motion',
    streamId: 'person',
  },
  screen: {
    encodings: [{ maxBitrate: 2_500_000, maxFramerate: 15 }],
    codecOptions: { videoGoogleStartBitrate: 1200 },
    contentHint: 'detail',
    streamId: 'screen',
  },
};
