import type { Page } from 'playwright-core';

/** What the page's video of the other side (`remote-video`) shows and sounds like. */
export type Picture = {
  /** Frames shown since the element was made. */
  frames: number;
  width: number;
  /** Mean brightness, 0-255, and how far the pixels spread around it. */
  mean: number;
  spread: number;
  /** Loudest sample of the voice within a third of a second, 0-1. */
  loudness: number;
};

/** Looks at one of the room's videos. Throws when there is none. */
export function lookAt(page: Page, testId: 'remote-video' | 'own-video'): Promise<Picture> {
  return page.evaluate(async (id) => {
    const video = document.querySelector<HTMLVideoElement>(`video[data-testid="${id}"]`);
    if (video === null) throw new Error(`no ${id} on ${location.pathname}`);
    const canvas = new OffscreenCanvas(64, 36);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(video, 0, 0, 64, 36);
    const { data } = context.getImageData(0, 0, 64, 36);
    const grey = Array.from({ length: data.length / 4 }, (_, index) => data[index * 4 + 1] ?? 0);
    const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
    const spread = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
    return {
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      width: video.videoWidth,
      mean,
      spread,
      loudness: await loudness(video.srcObject),
    };

    async function loudness(stream: MediaProvider | null): Promise<number> {
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return 0;
      const audio = new AudioContext();
      const analyser = audio.createAnalyser();
      analyser.fftSize = 16384;
      audio.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(analyser);
      // The window of the analyser: 16384 samples at 48 kHz.
      await new Promise((resolve) => setTimeout(resolve, 400));
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      await audio.close();
      return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
    }
  }, testId);
}

/** Waits for `more` further frames of the other side, and gives the picture that they lead to. */
export async function seesMore(page: Page, more = 10, withinMs = 20_000): Promise<Picture> {
  try {
    await page.locator('video[data-testid="remote-video"]').waitFor({ state: 'attached', timeout: withinMs });
    const before = (await lookAt(page, 'remote-video')).frames;
    await page.waitForFunction(
      (goal) => {
        const video = document.querySelector<HTMLVideoElement>('video[data-testid="remote-video"]');
        return video !== null && video.getVideoPlaybackQuality().totalVideoFrames >= goal;
      },
      before + more,
      { timeout: withinMs },
    );
  } catch (error) {
    const shown = await page.locator('main').textContent();
    throw new Error(`no ${more} frames within ${withinMs} ms on ${page.url()}, which says:\n${shown}`, {
      cause: error,
    });
  }
  return lookAt(page, 'remote-video');
}
