import type { RemoteVideo } from './remote-video.ts';

let cover: HTMLElement | undefined;

/** Shows the other side over the whole page while the page itself is still being built. */
export function showEarlyPicture(video: RemoteVideo): void {
  cover = document.createElement('div');
  // The same ground as the stage that takes the picture over (room.css, which may not be here yet).
  Object.assign(cover.style, { position: 'fixed', inset: '0', zIndex: '40', background: '#0c1413' });
  Object.assign(video.element.style, { width: '100%', height: '100%', objectFit: 'contain' });
  video.placeIn(cover);
  document.body.append(cover);
}

/** The room is on the screen, or something else is said there: the cover is taken off. */
export function endEarlyPicture(): void {
  cover?.querySelector('video')?.removeAttribute('style');
  cover?.remove();
  cover = undefined;
}
