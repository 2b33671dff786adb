import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { IceState, WebRtcTransport } from 'mediasoup/types';
import { isStun, nominatingRequest } from './stun-binding.ts';

/** A transport's listening address. */
function addressOf(transport: WebRtcTransport): { ip: string; port: number } {
  const candidate = transport.iceCandidates[0];
  if (candidate === undefined) throw new Error('the transport listens nowhere');
  return candidate;
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

function send(socket: Socket, datagram: Uint8Array, to: WebRtcTransport): void {
  const { ip, port } = addressOf(to);
  socket.send(datagram, port, ip);
}

function iceReady(transport: WebRtcTransport): Promise<void> {
  const ready = (state: IceState) => state === 'connected' || state === 'completed';
  return new Promise((resolve) => {
    if (ready(transport.iceState)) return resolve();
    transport.on('icestatechange', (state) => {
      if (ready(state)) resolve();
    });
  });
}

/**
 * Joins two WebRtcTransports on 127.0.0.1 to each other. Both are ICE lite, so neither would ever speak first: this
 * nominates a path to each and then carries their DTLS, RTP and RTCP across, without a look inside.
 */
export interface LoopbackBridge {
  /** Resolves when both sides have accepted their path; the DTLS client begins then. */
  nominate(): Promise<void>;
  /** Resolves once both sockets are closed. */
  close(): Promise<void>;
}

/** Opens the bridge. @param dtlsClient the side that speaks first, so its path is nominated last. */
export async function bridge(dtlsClient: WebRtcTransport, dtlsServer: WebRtcTransport): Promise<LoopbackBridge> {
  const [clientSide, serverSide] = await Promise.all([openSocket(), openSocket()]);
  clientSide.on('message', (datagram) => {
    if (!isStun(datagram)) send(serverSide, datagram, dtlsServer);
  });
  serverSide.on('message', (datagram) => {
    if (!isStun(datagram)) send(clientSide, datagram, dtlsClient);
  });
  return {
    nominate: async () => {
      send(serverSide, nominatingRequest(dtlsServer.iceParameters), dtlsServer);
      await iceReady(dtlsServer);
      send(clientSide, nominatingRequest(dtlsClient.iceParameters), dtlsClient);
      await iceReady(dtlsClient);
    },
    close: async () => {
      await Promise.all(
        [clientSide, serverSide].map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      );
    },
  };
}
