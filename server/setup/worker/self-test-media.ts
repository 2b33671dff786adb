import { once } from 'node:events';
import type { DirectTransport, Producer, Router, RtpCodecCapability, WebRtcTransport, Worker } from 'mediasoup/types';
import { bridge } from './loopback-bridge.ts';

const OPUS: RtpCodecCapability = {
  kind: 'audio',
  mimeType: 'audio/opus',
  preferredPayloadType: 100,
  clockRate: 48_000,
  channels: 2,
};
const SSRC = 20_261_123;
const PAYLOAD = Buffer.from('cloudfair self-test');
/** Loopback may drop a datagram under load; the next one follows after this. */
const RESEND_MS = 20;

function rtpPacket(sequence: number): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt8(OPUS.preferredPayloadType ?? 0, 1);
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(sequence * 960, 4);
  header.writeUInt32BE(SSRC, 8);
  return Buffer.concat([header, PAYLOAD]);
}

async function listen(router: Router): Promise<WebRtcTransport> {
  return router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
}

async function dtlsConnected(transport: WebRtcTransport, signal: AbortSignal): Promise<void> {
  while (transport.dtlsState !== 'connected') {
    if (transport.dtlsState === 'failed' || transport.dtlsState === 'closed') {
      throw new Error(`DTLS ${transport.dtlsState} on one side`);
    }
    await once(transport, 'dtlsstatechange', { signal });
  }
}

/** What comes in at `from` leaves at `to`, sealed with SRTP if `to` has it. */
async function forward(router: Router, producer: Producer, to: WebRtcTransport | DirectTransport) {
  return to.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
}

/**
 * Sends audio from Node into the worker, out through one WebRTC transport, in through another, and back to Node: ICE,
 * a DTLS handshake in both roles, and SRTP in both directions, without a browser.
 *
 * @param onStep told what is about to be tried
 * @throws the signal's reason once it aborts
 */
export async function passMedia(worker: Worker, signal: AbortSignal, onStep: (step: string) => void): Promise<void> {
  onStep('making a router and two transports');
  const router = await worker.createRouter({ mediaCodecs: [OPUS] });
  const node = await router.createDirectTransport();
  const [outward, inward] = await Promise.all([listen(router), listen(router)]);
  const between = await bridge(outward, inward);
  try {
    onStep('doing a DTLS handshake');
    await outward.connect({ dtlsParameters: { ...inward.dtlsParameters, role: 'server' } });
    await inward.connect({ dtlsParameters: { ...outward.dtlsParameters, role: 'client' } });
    await between.nominate();
    await Promise.all([dtlsConnected(outward, signal), dtlsConnected(inward, signal)]);

    onStep('passing a packet through SRTP');
    const { kind, mimeType, clockRate, channels } = OPUS;
    const source = await node.produce({
      kind,
      rtpParameters: { codecs: [{ mimeType, clockRate, channels, payloadType: 100 }], encodings: [{ ssrc: SSRC }] },
    });
    const sealed = await forward(router, source, outward);
    const opened = await inward.produce({ kind, rtpParameters: sealed.rtpParameters });
    const sink = await forward(router, opened, node);
    let sequence = 0;
    const sending = setInterval(() => source.send(rtpPacket(sequence++)), RESEND_MS);
    try {
      const [packet] = (await once(sink, 'rtp', { signal })) as [Buffer];
      if (!packet.subarray(-PAYLOAD.length).equals(PAYLOAD)) throw new Error('the packet came back changed');
    } finally {
      clearInterval(sending);
    }
  } finally {
    await between.close();
    router.close();
  }
}
