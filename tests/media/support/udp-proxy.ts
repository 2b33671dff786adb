import { createSocket, type Socket } from 'node:dgram';

/** A path to a media port that can be cut: relays UDP from one loopback address to another. */
export type UdpProxy = {
  /** Datagrams dropped since the last cut: the proof that the fault was felt. */
  dropped(): number;
  cut(): void;
  mend(): void;
  close(): void;
};

/** Listens on `fromIp:port` and relays to `toIp:port`, each client over a socket of its own. */
export async function startUdpProxy(fromIp: string, toIp: string, port: number): Promise<UdpProxy> {
  const upstreams = new Map<string, Socket>();
  let isCut = false;
  let dropped = 0;

  const front = createSocket({ type: 'udp4', recvBufferSize: 1 << 20, sendBufferSize: 1 << 20 });
  front.on('message', (packet, { address, port: clientPort }) => {
    if (isCut) {
      dropped += 1;
      return;
    }
    const key = `${address}:${clientPort}`;
    const upstream = upstreams.get(key) ?? openUpstream(key, address, clientPort);
    upstream.send(packet, port, toIp);
  });

  function openUpstream(key: string, address: string, clientPort: number): Socket {
    const upstream = createSocket('udp4');
    upstream.on('message', (packet) => {
      if (!isCut) front.send(packet, clientPort, address);
    });
    // ICMP "port unreachable" while the worker is away: the next packet tries again.
    upstream.on('error', () => upstream.close());
    upstream.on('close', () => upstreams.delete(key));
    upstreams.set(key, upstream);
    return upstream;
  }

  await new Promise<void>((resolve, reject) => front.once('error', reject).bind(port, fromIp, resolve));
  return {
    dropped: () => dropped,
    cut() {
      dropped = 0;
      isCut = true;
    },
    mend() {
      isCut = false;
    },
    close() {
      for (const upstream of [...upstreams.values()]) upstream.close();
      front.close();
    },
  };
}
