import { createHmac } from 'node:crypto';
import type { UserId } from '#shared/contract/ids.ts';
import type { IceServer } from '#shared/contract/media-rtp.ts';
import type { TurnConfig } from '../config.ts';

/** How long TURN credentials are good for, seconds. */
const TURN_SECONDS = 600;

/**
 * The STUN and TURN servers for one person now. Credentials follow coturn's `use-auth-secret`
 * (draft-uberti-behave-turn-rest-00): `expiry:user`, HMAC-SHA1 under the shared secret.
 */
export function iceServersFor(turn: TurnConfig | undefined, userId: UserId, now: number): IceServer[] {
  if (turn === undefined) return [];
  if (turn.secret === undefined) return [{ urls: turn.urls }];
  const username = `${Math.floor(now / 1000) + TURN_SECONDS}:${userId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [{ urls: turn.urls, username, credential }];
}
