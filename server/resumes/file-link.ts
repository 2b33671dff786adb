import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DropOffId, ResumeId, UserId } from '#shared/contract/ids.ts';
import { FILE_LINK_MS } from '#shared/rules/limits.ts';
import { AppError } from '../lib/app-error.ts';

/** What a link gives: this résumé, to this person, through this drop-off (null: their own), until then. */
export type FileGrant = { resumeId: ResumeId; userId: UserId; dropOffId: DropOffId | null; expiresAt: number };

/** Short-lived links to files, bound to the person they were made for; reading one changes nothing. */
export function createFileLinks(secret: string) {
  const sign = (payload: string) => createHmac('sha256', `file-link:${secret}`).update(payload).digest('base64url');
  return {
    make(grant: Omit<FileGrant, 'expiresAt'>, now: number): { url: string; expiresAt: number } {
      const expiresAt = now + FILE_LINK_MS;
      const payload = Buffer.from(JSON.stringify([grant.resumeId, grant.userId, grant.dropOffId, expiresAt])).toString(
        'base64url',
      );
      return { url: `/api/files/${payload}.${sign(payload)}`, expiresAt };
    },

    /** @throws AppError `fileLinkExpired` for a link that is over, `resumeNotFound` for one that we never made. */
    read(token: string, now: number): FileGrant {
      const [payload = '', signature = ''] = token.split('.');
      const expected = Buffer.from(sign(payload));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new AppError('resumeNotFound');
      const [resumeId, userId, dropOffId, expiresAt] = JSON.parse(
        Buffer.from(payload, 'base64url').toString('utf8'),
      ) as [ResumeId, UserId, DropOffId | null, number];
      if (expiresAt < now) throw new AppError('fileLinkExpired');
      return { resumeId, userId, dropOffId, expiresAt };
    },
  };
}

export type FileLinks = ReturnType<typeof createFileLinks>;
