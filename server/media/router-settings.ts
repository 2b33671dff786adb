import type { RouterRtpCodecCapability } from 'mediasoup/types';

/**
 * What a room can carry. Opus with in-band FEC and DTX (RFC 7587); VP8 first, since every browser of RFC 7742 encodes it
 * cheaply; H.264 constrained baseline second, for devices that only encode that in hardware (Safari, older phones).
 */
export const ROUTER_CODECS: RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/** Kernel socket buffers of a worker's port: at the default 208 KiB about 1 % of packets were dropped at 100 rooms (figures.md). */
export const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

/** What the worker assumes a receiver can take before it has measured: enough for a sharp first second of 720p. */
export const INITIAL_OUTGOING_BITRATE = 1_500_000;
