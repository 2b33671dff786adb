import { randomUUID } from 'node:crypto';
import type { MediaNotice, MediaRequest, MediaSource } from '#shared/contract/media.ts';
import type { DtlsParameters, RtpCapabilities } from '#shared/contract/media-rtp.ts';
import type { JoinOptions, MediaEngine, PeerSession } from '../../../server/media/engine.ts';

/** A peer without a browser: real signalling against the real worker, no packets. */
export type SignallingPeer = { session: PeerSession; notices: MediaNotice[] };

/** Joins and keeps what the peer is told. */
export async function joinRoom(engine: MediaEngine, overrides: Partial<JoinOptions> = {}): Promise<SignallingPeer> {
  const notices: MediaNotice[] = [];
  const session = await engine.join({
    roomId: 'interview-1',
    peerId: randomUUID(),
    userId: randomUUID(),
    displayRole: 'graduate',
    rtpCapabilities: null,
    iceServers: [],
    notify: (notice) => notices.push(notice),
    ...overrides,
  });
  return { session, notices };
}

/** Of what a peer was told, the events of one type. */
export function eventsOf<Type extends MediaNotice['event']['type']>(peer: SignallingPeer, type: Type) {
  return peer.notices.flatMap(({ event }) => (event.type === type ? [event] : [])) as Extract<
    MediaNotice['event'],
    { type: Type }
  >[];
}

/** What a browser that supports everything would say it can receive: the router's own list. */
export function capabilitiesOf(session: PeerSession): RtpCapabilities {
  return session.joined.routerRtpCapabilities;
}

export const DTLS: DtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};

let nextSsrc = 1000;

/** A `media:produce` payload as mediasoup-client makes it for Chrome. */
export function produceRequest(session: PeerSession, source: MediaSource): MediaRequest<'media:produce'> {
  nextSsrc += 10;
  const audio = source === 'microphone';
  return {
    transportId: session.joined.sendTransport.id,
    source,
    paused: false,
    rtpParameters: {
      mid: { microphone: '0', camera: '1', screen: '2' }[source],
      codecs: audio
        ? [
            {
              mimeType: 'audio/opus',
              payloadType: 111,
              clockRate: 48_000,
              channels: 2,
              parameters: { minptime: 10, useinbandfec: 1 },
              rtcpFeedback: [{ type: 'transport-cc' }],
            },
          ]
        : [
            {
              mimeType: 'video/VP8',
              payloadType: 96,
              clockRate: 90_000,
              parameters: {},
              rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'transport-cc' }],
            },
            { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 }, rtcpFeedback: [] },
          ],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 }],
      encodings: [audio ? { ssrc: nextSsrc, dtx: true } : { ssrc: nextSsrc, rtx: { ssrc: nextSsrc + 1 } }],
      rtcp: { cname: 'test', reducedSize: true },
    },
  };
}
