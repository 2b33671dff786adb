import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Fact, FactBus } from '../lib/facts.ts';
import type { Logger } from '../lib/logger.ts';

const CHANNEL = 'cloudfair:facts';

/**
 * Joins the fact buses of several nodes over Redis: a view is recomputed by each node for its own sockets, so that only
 * facts travel. Redis keeps nothing; while it is away each node serves its own facts, and when it is back every open
 * view is looked at again, because something may have been missed.
 */
export async function connectRelay(url: string, facts: FactBus, logger: Logger): Promise<{ close(): Promise<void> }> {
  const node = randomUUID();
  const options = {
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    retryStrategy: (times: number) => Math.min(200 * times, 2_000),
  };
  const out = new Redis(url, { ...options, enableOfflineQueue: false, commandTimeout: 1_000, lazyConnect: true });
  const into = new Redis(url, { ...options, lazyConnect: true });
  let missed = false;
  for (const [name, connection] of Object.entries({ out, into })) {
    connection.on('error', (error) =>
      logger.warn({ err: error, connection: name }, 'Redis is out of reach; other nodes are told later'),
    );
  }
  into.on('close', () => {
    missed = true;
  });
  into.on('ready', () => {
    if (missed) facts.receive([{ type: 'relay.restored' }]);
    missed = false;
  });
  into.on('message', (_channel: string, text: string) => {
    try {
      const message = JSON.parse(text) as { node: string; facts: Fact[] };
      if (message.node !== node) facts.receive(message.facts);
    } catch (error) {
      logger.warn({ err: error }, 'what came from another node could not be taken in');
    }
  });
  const unsubscribe = facts.onPublished((published) => {
    out.publish(CHANNEL, JSON.stringify({ node, facts: published })).catch((error: unknown) => {
      logger.warn({ err: error, facts: published.length }, 'facts did not reach the other nodes');
    });
  });
  await Promise.all([out.connect(), into.connect()]);
  await into.subscribe(CHANNEL);

  return {
    async close() {
      unsubscribe();
      into.disconnect();
      out.disconnect();
    },
  };
}
