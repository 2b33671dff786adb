import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import type { Config } from '../config.ts';
import { SetupError } from './setup-error.ts';

/** Why a port cannot be had, in a few words; `undefined` when it is free. It may be taken a moment later: who binds it looks again. */
async function troubleOf(binding: { listen(): net.Server | dgram.Socket }): Promise<string | undefined> {
  const bound = binding.listen();
  try {
    await once(bound, 'listening');
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') return 'is taken by another program';
    if (code === 'EACCES') return 'may not be opened by this user';
    return `cannot be opened (${error instanceof Error ? error.message : String(error)})`;
  } finally {
    await new Promise<void>((resolve) => {
      try {
        bound.close(() => resolve());
      } catch {
        // One that never opened has nothing to close.
        resolve();
      }
    });
  }
}

const tcp = (host: string, port: number) => ({
  listen: () => net.createServer().listen({ host, port, exclusive: true }),
});
const udp = (host: string, port: number) => ({
  listen: () => dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4').bind({ address: host, port, exclusive: true }),
});

/**
 * Looks whether the ports that the start will need are free, before anything slow is done.
 *
 * @throws SetupError with one line that names the port and the variable that moves it.
 */
export async function checkPorts({ host, port, rtc }: Pick<Config, 'host' | 'port' | 'rtc'>): Promise<void> {
  const trouble = await troubleOf(tcp(host, port));
  if (trouble !== undefined)
    throw new SetupError(`PORT: ${port} on ${host} ${trouble}; stop it, or set PORT to another one`);
  for (let media = rtc.portMin; media < rtc.portMin + rtc.workers; media += 1) {
    for (const [name, binding] of [
      ['UDP', udp(rtc.listenIp, media)],
      ['TCP', tcp(rtc.listenIp, media)],
    ] as const) {
      const found = await troubleOf(binding);
      if (found !== undefined)
        throw new SetupError(
          `RTC_PORT_MIN: media port ${media} (${name}) on ${rtc.listenIp} ${found}; stop it, or set RTC_PORT_MIN to another one`,
        );
    }
  }
}
