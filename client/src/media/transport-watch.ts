import type { Transport } from 'mediasoup-client/types';
import type { Ask } from './session-requests.ts';

/** How long an ICE restart may take before the whole joining is begun again. */
const RESTART_WITHIN_MS = 5000;

export type TransportWatch = { onUp(): void; onDown(): void; onDead(error: unknown): void };

/** Tells when a transport is up, restarts its ICE when the network drops it, and gives up after 5 s. */
export function watchTransport(transport: Transport, ask: Ask, { onUp, onDown, onDead }: TransportWatch): void {
  let patience: ReturnType<typeof setTimeout> | null = null;

  function settle() {
    if (patience !== null) clearTimeout(patience);
    patience = null;
  }

  async function restart() {
    const { iceParameters } = await ask('media:restartIce', { transportId: transport.id });
    if (!transport.closed) await transport.restartIce({ iceParameters });
  }

  transport.observer.on('close', settle);
  transport.on('connectionstatechange', (state) => {
    if (state === 'connected') {
      settle();
      onUp();
    }
    if ((state === 'disconnected' || state === 'failed') && patience === null) {
      onDown();
      patience = setTimeout(() => onDead(new Error('no way to the media server was found')), RESTART_WITHIN_MS);
      restart().catch(onDead);
    }
  });
}
