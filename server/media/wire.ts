import type { Consumer, Producer, Router, WebRtcTransport } from 'mediasoup/types';
import type { ConsumerParams, MediaSource, TransportParams } from '#shared/contract/media.ts';
import type { RtpCapabilities, RtpParameters } from '#shared/contract/media-rtp.ts';
import { MediaError } from './media-rooms.ts';

/* From mediasoup's objects to the contract's messages, and from its errors to ours. */

/**
 * mediasoup types codec parameters as `unknown`; the contract as the JSON scalars that they are. The media tests parse
 * every answer with its strict schema, so a field that does not fit is found there.
 */
export function routerCapabilities(router: Router): RtpCapabilities {
  return router.rtpCapabilities as RtpCapabilities;
}

/** What the client needs to reach a transport. */
export function transportParams(transport: WebRtcTransport): TransportParams {
  return {
    id: transport.id,
    iceParameters: transport.iceParameters,
    iceCandidates: transport.iceCandidates,
    dtlsParameters: transport.dtlsParameters,
  };
}

/** What the client needs to receive a stream. */
export function consumerParams(consumer: Consumer, peerId: string, source: MediaSource): ConsumerParams {
  return {
    consumerId: consumer.id,
    producerId: consumer.producerId,
    peerId,
    source,
    kind: consumer.kind,
    rtpParameters: consumer.rtpParameters as RtpParameters,
  };
}

/** A stream somebody in the room sends. */
export type SentStream = { peerId: string; source: MediaSource; producer: Producer };

/** Runs a request of the worker; whatever it refuses becomes a `MediaError` with the worker's own words. */
export async function asking<T>(what: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof MediaError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new MediaError('mediaFailed', `${what}: ${words}`, [], { cause: error });
  }
}
