import { randomBytes } from 'node:crypto';
import { type ClientRequest, request } from 'node:http';
import type { Duplex } from 'node:stream';

function askUpgrade(url: string, headers: Record<string, string>): ClientRequest {
  const asked = request(`${url}/socket.io/?EIO=4&transport=websocket`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    },
  });
  asked.end();
  return asked;
}

/** Asks for a WebSocket as any program can, with headers of its own choice. Answers with the HTTP status; 101 is an open door. */
export function upgradeStatus(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = askUpgrade(url, headers);
    asked.on('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve(101);
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
  });
}

/** Opens a WebSocket and says nothing on it. The caller destroys it. */
export function openSilently(url: string, headers: Record<string, string>): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const asked = askUpgrade(url, headers);
    asked.on('upgrade', (_answer, socket) => resolve(socket));
    asked.on('response', (answer) => reject(new Error(`refused with ${answer.statusCode}`)));
    asked.on('error', reject);
  });
}
