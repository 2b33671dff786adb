import { z } from 'zod';
import {
  DtlsParameters,
  IceCandidate,
  IceParameters,
  IceServer,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
} from './media-rtp.ts';

/*
 * WebRTC signalling over Socket.IO. The client asks with `media:*` and an ack; the server tells with one event,
 * `media:event`. One ack of `media:join` gives everything; after it the client connects, produces and consumes in parallel.
 */

/** Anything the engine made: transport, producer, consumer and peer ids. */
const MediaId = z.string().min(1).max(64);
/** The room's name on the wire: for an interview, the interview's id. */
export const MediaRoomId = z.string().min(1).max(64);

/** What a stream shows. One of each per peer. */
export const MEDIA_SOURCES = ['microphone', 'camera', 'screen'] as const;
export const MediaSource = z.enum(MEDIA_SOURCES);
export type MediaSource = z.infer<typeof MediaSource>;

/** The media kind that carries a source. */
export function kindOf(source: MediaSource): MediaKind {
  return source === 'microphone' ? 'audio' : 'video';
}

/** One stream that somebody in the room sends. `paused` is muted microphone, camera off. */
export const ProducerView = z.strictObject({ producerId: MediaId, source: MediaSource, paused: z.boolean() });
export type ProducerView = z.infer<typeof ProducerView>;

/** Somebody in the room. `peerId` names one joining, `userId` the person over all of them. */
export const PeerView = z.strictObject({
  peerId: MediaId,
  userId: z.string().min(1).max(64),
  displayRole: z.string().min(1).max(32),
  producers: z.array(ProducerView).max(MEDIA_SOURCES.length),
});
export type PeerView = z.infer<typeof PeerView>;

/** All that `RTCPeerConnection` needs to reach one transport of the worker. */
export const TransportParams = z.strictObject({
  id: MediaId,
  iceParameters: IceParameters,
  iceCandidates: z.array(IceCandidate).max(16),
  dtlsParameters: DtlsParameters,
});
export type TransportParams = z.infer<typeof TransportParams>;

/** A stream being sent to this client. It starts paused, until `media:resumeConsumer`. */
export const ConsumerParams = z.strictObject({
  consumerId: MediaId,
  producerId: MediaId,
  peerId: MediaId,
  source: MediaSource,
  kind: MediaKind,
  rtpParameters: RtpParameters,
});
export type ConsumerParams = z.infer<typeof ConsumerParams>;

const Nothing = z.strictObject({});
const ProducerRef = z.strictObject({ producerId: MediaId });

/** Every stream's codecs are of the kind its source says, so that a stream of the wrong kind never reaches the worker. */
const ProduceRequest = z
  .strictObject({
    transportId: MediaId,
    source: MediaSource,
    rtpParameters: RtpParameters,
    /** Muted from the first packet on: a reconnect never un-mutes. */
    paused: z.boolean(),
  })
  .refine(
    ({ source, rtpParameters }) =>
      rtpParameters.codecs.every((codec) => codec.mimeType.toLowerCase().startsWith(`${kindOf(source)}/`)),
    { path: ['rtpParameters', 'codecs'], error: 'codecs are not of the kind of the source' },
  );

/** Every request of the client with the schema of its payload and of its answer (what the ack holds beside `ok`). */
export const MEDIA_REQUESTS = {
  /**
   * Enters the room, or enters it again: whoever of the same user was in it before is superseded.
   * `rtpCapabilities` may be sent when known from an earlier join; then `consumers` come with the answer.
   */
  'media:join': {
    request: z.strictObject({ roomId: MediaRoomId, rtpCapabilities: RtpCapabilities.nullable() }),
    answer: z.strictObject({
      peerId: MediaId,
      /** Grows each time the room moves to another worker. */
      epoch: z.int().positive(),
      routerRtpCapabilities: RtpCapabilities,
      sendTransport: TransportParams,
      recvTransport: TransportParams,
      iceServers: z.array(IceServer).max(8),
      peers: z.array(PeerView).max(64),
      consumers: z.array(ConsumerParams).max(192),
    }),
  },
  /** Gives the worker this side's DTLS fingerprints; once for each transport. */
  'media:connectTransport': {
    request: z.strictObject({ transportId: MediaId, dtlsParameters: DtlsParameters }),
    answer: Nothing,
  },
  /** Starts to send one source; one of each. */
  'media:produce': { request: ProduceRequest, answer: ProducerRef },
  'media:closeProducer': { request: ProducerRef, answer: Nothing },
  /** Mutes: the worker forwards nothing of it until resumed. */
  'media:pauseProducer': { request: ProducerRef, answer: Nothing },
  'media:resumeProducer': { request: ProducerRef, answer: Nothing },
  /** Says what this client can receive, once, and gets a paused consumer for every stream in the room; later ones come by `producerAdded`. */
  'media:consume': {
    request: z.strictObject({ rtpCapabilities: RtpCapabilities }),
    answer: z.strictObject({ consumers: z.array(ConsumerParams).max(192) }),
  },
  /** The client has the receivers: let their packets flow, from a key frame. */
  'media:resumeConsumer': {
    request: z.strictObject({ consumerIds: z.array(MediaId).min(1).max(192) }),
    answer: Nothing,
  },
  /** New ICE credentials for a transport whose network changed. */
  'media:restartIce': {
    request: z.strictObject({ transportId: MediaId }),
    answer: z.strictObject({ iceParameters: IceParameters }),
  },
  'media:leave': { request: Nothing, answer: Nothing },
} as const;

export type MediaRequestName = keyof typeof MEDIA_REQUESTS;
/** The payload of a request. */
export type MediaRequest<Name extends MediaRequestName> = z.infer<(typeof MEDIA_REQUESTS)[Name]['request']>;
/** What its ack holds. */
export type MediaAnswer<Name extends MediaRequestName> = z.infer<(typeof MEDIA_REQUESTS)[Name]['answer']>;

/** Why somebody is no longer in the room. `disconnected` may come back; the others will not by themselves. */
export const PEER_GONE_REASONS = ['left', 'disconnected', 'removed'] as const;
export type PeerGoneReason = (typeof PEER_GONE_REASONS)[number];

/** Why a room closed: for everybody, or (`removed`) for the one who may no longer be in it. */
export const ROOM_CLOSED_REASONS = ['ended', 'mediaUnavailable', 'shutdown', 'removed'] as const;
export type RoomClosedReason = (typeof ROOM_CLOSED_REASONS)[number];

/** What the server tells a peer, as facts in the past. */
export const MediaEvent = z.discriminatedUnion('type', [
  /** `replaces` is the same person's earlier peer, which is gone at the same instant (refresh, reconnect). */
  z.strictObject({ type: z.literal('peerJoined'), peer: PeerView, replaces: MediaId.nullable() }),
  z.strictObject({ type: z.literal('peerLeft'), peerId: MediaId, reason: z.enum(PEER_GONE_REASONS) }),
  /** `consumer` is null where this client has not yet said what it can receive, or cannot receive this. */
  z.strictObject({
    type: z.literal('producerAdded'),
    peerId: MediaId,
    producer: ProducerView,
    consumer: ConsumerParams.nullable(),
  }),
  z.strictObject({ type: z.literal('producerClosed'), peerId: MediaId, producerId: MediaId }),
  z.strictObject({ type: z.literal('producerPaused'), peerId: MediaId, producerId: MediaId }),
  z.strictObject({ type: z.literal('producerResumed'), peerId: MediaId, producerId: MediaId }),
  /** The same person joined elsewhere: this peer is closed. */
  z.strictObject({ type: z.literal('superseded') }),
  /** The room moved to another worker: every transport is gone, join again. */
  z.strictObject({ type: z.literal('reset'), epoch: z.int().positive() }),
  z.strictObject({ type: z.literal('roomClosed'), reason: z.enum(ROOM_CLOSED_REASONS) }),
]);
export type MediaEvent = z.infer<typeof MediaEvent>;

/** The one server-to-client message, `media:event`. `to` is the addressed peer: what was meant for an earlier joining of the same socket is not mistaken for this one. */
export const MediaNotice = z.strictObject({ to: MediaId, event: MediaEvent });
export type MediaNotice = z.infer<typeof MediaNotice>;
