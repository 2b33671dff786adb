import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkPorts } from '../../server/setup/check-ports.ts';
import { SetupError } from '../../server/setup/setup-error.ts';
import { freeMediaPorts, freePort } from '../support/free-ports.ts';

/** What the check reads of a configuration, with ports that were free a moment ago. */
async function ports() {
  const portMin = await freeMediaPorts(2);
  const rtc = {
    listenIp: '127.0.0.1',
    announcedAddress: undefined,
    portMin,
    workers: 2,
    workerBin: undefined,
    turn: undefined,
  };
  return { host: '127.0.0.1', port: await freePort(), rtc };
}

test('free ports are found free, and are free afterwards', async () => {
  const config = await ports();
  await checkPorts(config);
  await checkPorts(config);
});

test('a taken PORT ends the start with one line that names it', async () => {
  const config = await ports();
  const taken = net.createServer().listen(config.port, config.host);
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const refusal = await checkPorts(config).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(SetupError);
  expect(String(refusal)).toContain(`PORT: ${config.port} on 127.0.0.1 is taken by another program`);
  expect(String(refusal)).not.toContain('\n');
});

test('a taken media port is named with its protocol', async () => {
  const config = await ports();
  const taken = dgram.createSocket('udp4').bind(config.rtc.portMin + 1, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  await expect(checkPorts(config)).rejects.toThrow(`media port ${config.rtc.portMin + 1} (UDP) on 127.0.0.1 is taken`);
});
