/** How often a level is told: as often as the eye follows a bar. */
const EVERY_MS = 80;
/** What counts as silence and as loud speech, in dB of full scale. */
const SILENT_DB = -60;
const LOUD_DB = -10;

/**
 * Tells how loud a microphone is, 0 (silence) to 1 (loud speech), about twelve times a second; the answer stops it and frees
 * the audio context. A muted track reads 0.
 */
export function meterLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  // Suspended until the page was touched, in browsers that wait for it.
  const wake = () => void context.resume();
  document.addEventListener('pointerdown', wake, { once: true });
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelOf(samples));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    document.removeEventListener('pointerdown', wake);
    source.disconnect();
    void context.close();
  };
}

function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, (db - SILENT_DB) / (LOUD_DB - SILENT_DB)));
}
