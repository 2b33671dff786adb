import type { MediaAnswer, MediaNotice, MediaRequest, MediaRequestName } from '#shared/contract/media.ts';

/** What the room needs of the page's socket. Requests reject with an error that has the answer's `code` and `retryable`. */
export type MediaSignaling = {
  /** Whether the socket is connected now. */
  readonly connected: boolean;
  request<Name extends MediaRequestName>(name: Name, payload: MediaRequest<Name>): Promise<MediaAnswer<Name>>;
  /** Listens; the answer stops listening. */
  on(event: 'media:event', listener: (notice: MediaNotice) => void): () => void;
  on(event: 'connect' | 'disconnect', listener: () => void): () => void;
};

/** A refused request as the socket client rejects it. */
export type SignalingRefusal = Error & { code: string; retryable: boolean };

/** Whether a caught value is a refusal of the server (and not a lost connection). */
export function isRefusal(error: unknown): error is SignalingRefusal {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'retryable' in error &&
    typeof error.retryable === 'boolean'
  );
}
