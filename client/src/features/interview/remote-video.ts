import { createStore, type Store } from '../../live/store.ts';

/**
 * The element that shows and sounds the other side. It belongs to the call and not to a screen: it plays from the first
 * packet on, before React is there, and keeps playing when a screen takes it over.
 */
export type RemoteVideo = {
  readonly element: HTMLVideoElement;
  /** Whether the browser keeps the sound off until the page is touched (after a refresh). */
  readonly silenced: Store<boolean>;
  show(stream: MediaStream | null): void;
  /** To be called from a touch or key. */
  unmute(): void;
  /** Puts the element into a place on the screen; the answer takes it out again. */
  placeIn(box: Element): () => void;
  close(): void;
};

/** Makes the element; nobody is shown yet. */
export function createRemoteVideo(): RemoteVideo {
  const element = document.createElement('video');
  element.dataset.testid = 'remote-video';
  element.autoplay = true;
  element.playsInline = true;
  const silenced = createStore(false);

  const play = () => {
    element.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || element.muted) return;
      // The picture need not wait for the sound.
      element.muted = true;
      silenced.set(true);
      play();
    });
  };
  return {
    element,
    silenced,
    show(stream) {
      if (element.srcObject === stream) return;
      element.srcObject = stream;
      if (stream !== null) play();
    },
    unmute() {
      element.muted = false;
      silenced.set(false);
    },
    placeIn(box) {
      box.prepend(element);
      if (element.srcObject !== null && element.paused) play();
      return () => {
        if (element.parentElement === box) element.remove();
      };
    },
    close() {
      element.srcObject = null;
      element.remove();
    },
  };
}
