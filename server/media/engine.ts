import type { MediaEngine, MediaEngineOptions } from './media-rooms.ts';

export type * from './media-rooms.ts';
export { MediaError } from './media-rooms.ts';

/** Starts the workers and gives the engine. Rejects with a `MediaPortError` that names the port where one is taken. */
export async function createMediaEngine(_options: MediaEngineOptions): Promise<MediaEngine> {
  throw new Error('being built');
}
