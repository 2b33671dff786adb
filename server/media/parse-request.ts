import type { z } from 'zod';
import { MEDIA_REQUESTS, type MediaRequest, type MediaRequestName } from '#shared/contract/media.ts';
import { MediaError } from './media-rooms.ts';

/** The payload of a request as its schema makes it. Throws `invalidInput` with the paths that did not pass; values are not repeated. */
export function parseMediaRequest<Name extends MediaRequestName>(name: Name, payload: unknown): MediaRequest<Name> {
  // One table holds all schemas; TypeScript cannot follow the name through it to this schema's own output.
  const schema = MEDIA_REQUESTS[name].request as unknown as z.ZodType<MediaRequest<Name>>;
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].slice(0, 8);
  throw new MediaError('invalidInput', `${name}: ${fields.join(', ') || 'payload'} not valid`, fields);
}
