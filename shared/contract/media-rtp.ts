import { z } from 'zod';

/*
 * The parts of WebRTC that travel in signalling, as strict and bounded schemas: what passes here is all that ever reaches
 * the media worker. Field names are those of mediasoup's "RTP parameters and capabilities"; ranges are those of the RFCs named.
 */

/** `audio` or `video`. */
export const MediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof MediaKind>;

/** RFC 8122 section 5: a hash name and the certificate's hash as colon-separated hex, of the length that hash has. */
const Fingerprint = z.discriminatedUnion('algorithm', [
  z.strictObject({ algorithm: z.literal('sha-1'), value: hexBytes(20) }),
  z.strictObject({ algorithm: z.literal('sha-224'), value: hexBytes(28) }),
  z.strictObject({ algorithm: z.literal('sha-256'), value: hexBytes(32) }),
  z.strictObject({ algorithm: z.literal('sha-384'), value: hexBytes(48) }),
  z.strictObject({ algorithm: z.literal('sha-512'), value: hexBytes(64) }),
]);

function hexBytes(count: number) {
  return z.string().regex(new RegExp(`^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){${count - 1}}$`));
}

/** One side's DTLS role and certificate fingerprints. */
export const DtlsParameters = z.strictObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z.array(Fingerprint).min(1).max(8),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

/** RFC 8839 section 5.4: the short-term credential of an ICE-lite server. */
export const IceParameters = z.strictObject({
  usernameFragment: z.string().min(4).max(256),
  password: z.string().min(22).max(256),
  iceLite: z.boolean().optional(),
});
export type IceParameters = z.infer<typeof IceParameters>;

const Port = z.int().min(1).max(65_535);

/** One address the worker can be reached at. */
export const IceCandidate = z.strictObject({
  foundation: z.string().max(64),
  priority: z.int().nonnegative(),
  ip: z.string().max(255),
  address: z.string().max(255),
  protocol: z.enum(['udp', 'tcp']),
  port: Port,
  type: z.enum(['host', 'srflx', 'prflx', 'relay']),
  tcpType: z.enum(['active', 'passive', 'so']).optional(),
});
export type IceCandidate = z.infer<typeof IceCandidate>;

/** A STUN or TURN server, as `RTCConfiguration.iceServers` takes it. */
export const IceServer = z.strictObject({
  urls: z.array(z.string().max(255)).min(1).max(8),
  username: z.string().max(256).optional(),
  credential: z.string().max(256).optional(),
});
export type IceServer = z.infer<typeof IceServer>;

/** RFC 3551: payload types are seven bits. */
const PayloadType = z.int().min(0).max(127);
const Ssrc = z.int().min(0).max(0xffff_ffff);
const Bitrate = z.int().min(1).max(100_000_000);
const MimeType = z.string().regex(/^(audio|video)\/[A-Za-z0-9._-]{1,32}$/);

/** Codec parameters are an open map by design (RFC 8866 `fmtp`): bounded in number and size. */
const CodecParameters = z
  .record(z.string().min(1).max(64), z.union([z.string().max(512), z.number(), z.boolean()]))
  .refine((map) => Object.keys(map).length <= 32, 'at most 32 codec parameters');

const RtcpFeedback = z.strictObject({ type: z.string().max(32), parameter: z.string().max(32).optional() });

const RtpCodecCapability = z.strictObject({
  kind: MediaKind,
  mimeType: MimeType,
  preferredPayloadType: PayloadType,
  clockRate: z.int().min(1).max(1_000_000),
  channels: z.int().min(1).max(8).optional(),
  parameters: CodecParameters.optional(),
  rtcpFeedback: z.array(RtcpFeedback).max(16).optional(),
});

/** RFC 8285: two-byte header extension ids are 1-255. */
const HeaderExtensionId = z.int().min(1).max(255);

/** Those mediasoup knows (`RtpHeaderExtensionUri`): a closed list, so that an unknown one is refused here and not by the worker. */
const HeaderExtensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);

/** What an endpoint or a router can receive. */
export const RtpCapabilities = z.strictObject({
  codecs: z.array(RtpCodecCapability).max(64),
  headerExtensions: z
    .array(
      z.strictObject({
        kind: MediaKind,
        uri: HeaderExtensionUri,
        preferredId: HeaderExtensionId,
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(64),
});
export type RtpCapabilities = z.infer<typeof RtpCapabilities>;

const RtpCodecParameters = z.strictObject({
  mimeType: MimeType,
  payloadType: PayloadType,
  clockRate: z.int().min(1).max(1_000_000),
  channels: z.int().min(1).max(8).optional(),
  parameters: CodecParameters.optional(),
  rtcpFeedback: z.array(RtcpFeedback).max(16).optional(),
});

const RtpEncodingParameters = z.strictObject({
  ssrc: Ssrc.optional(),
  rid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,16}$/)
    .optional(),
  codecPayloadType: PayloadType.optional(),
  rtx: z.strictObject({ ssrc: Ssrc }).optional(),
  dtx: z.boolean().optional(),
  active: z.boolean().optional(),
  scalabilityMode: z
    .string()
    .regex(/^[LS][1-3]T[1-3](_KEY)?$/)
    .optional(),
  scaleResolutionDownBy: z.number().min(1).max(16).optional(),
  maxBitrate: Bitrate.optional(),
  maxFramerate: z.number().min(1).max(120).optional(),
  priority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
  networkPriority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
});

/** One stream as it is sent to, or by, the worker. */
export const RtpParameters = z.strictObject({
  mid: z.string().max(32).optional(),
  codecs: z.array(RtpCodecParameters).min(1).max(16),
  headerExtensions: z
    .array(
      z.strictObject({
        uri: HeaderExtensionUri,
        id: HeaderExtensionId,
        encrypt: z.boolean().optional(),
        parameters: CodecParameters.optional(),
      }),
    )
    .max(32)
    .optional(),
  encodings: z.array(RtpEncodingParameters).min(1).max(3),
  rtcp: z
    .strictObject({
      cname: z.string().max(256).optional(),
      reducedSize: z.boolean().optional(),
      mux: z.boolean().optional(),
    })
    .optional(),
  msid: z.string().max(256).optional(),
});
export type RtpParameters = z.infer<typeof RtpParameters>;
