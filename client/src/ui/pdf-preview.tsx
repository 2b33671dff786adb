import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  TextLayer,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { UnreachableError } from '../api/api-error.ts';
import { ErrorNotice } from './error-notice.tsx';
import { LoadingCards } from './page-state.tsx';
import { useUiTexts } from './texts.ts';
import './pdf-preview.css';

GlobalWorkerOptions.workerSrc = workerUrl;

/** More pixels than this per CSS pixel cost memory and show nothing. */
const MAX_SCALE = 2;
/** A résumé longer than this is shown in part; nobody reads more beside a video. */
const MAX_PAGES = 12;

/**
 * A PDF drawn in the page, with selectable text. `url` is a short-lived link of our own host. Only for lazy chunks: pdf.js is
 * heavy. Everything it fetches (worker, character maps, fonts, decoders) comes from our own host; WebAssembly is not used, so
 * the content policy stays strict.
 */
export function PdfPreview({ url }: { url: string }): ReactNode {
  const [pdf, setPdf] = useState<PDFDocumentProxy>();
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const t = useUiTexts();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    let gone = false;
    setPdf(undefined);
    setError(null);
    const task = getDocument({
      url,
      cMapUrl: '/pdfjs/cmaps/',
      standardFontDataUrl: '/pdfjs/standard_fonts/',
      wasmUrl: '/pdfjs/wasm/',
      useWasm: false,
    });
    task.promise.then(
      (loaded) => {
        if (!gone) setPdf(loaded);
      },
      (cause: unknown) => {
        if (!gone) setError(new UnreachableError('the PDF could not be read', { cause }));
      },
    );
    return () => {
      gone = true;
      void task.destroy();
    };
  }, [url, attempt]);

  if (error !== null) return <ErrorNotice error={error} onRetry={() => setAttempt(attempt + 1)} />;
  if (pdf === undefined) return <LoadingCards rows={1} height={420} />;
  const pages = Math.min(pdf.numPages, MAX_PAGES);
  return (
    <section className="cf-pdf" aria-label={t('pdfPages', { count: pdf.numPages })}>
      {Array.from({ length: pages }, (_, index) => index + 1).map((number) => (
        <PdfPage key={number} pdf={pdf} number={number} />
      ))}
      {pages < pdf.numPages && <p className="cf-muted">{t('pdfMore', { count: pdf.numPages - pages })}</p>}
    </section>
  );
}

function PdfPage({ pdf, number }: { pdf: PDFDocumentProxy; number: number }): ReactNode {
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    const [place, paper, words] = [holder.current, canvas.current, text.current];
    if (place === null || paper === null || words === null) return;
    let gone = false;
    let stop: (() => void) | undefined;
    let drawnWidth = 0;
    const draw = async () => {
      const width = place.clientWidth;
      if (gone || width === 0 || Math.abs(width - drawnWidth) < 2) return;
      drawnWidth = width;
      stop?.();
      const page = await pdf.getPage(number);
      if (gone || drawnWidth !== width) return;
      stop = drawPage(page, width, paper, words, (cause) => {
        if (!gone) setError(cause);
      });
    };
    const redraw = () => {
      draw().catch((cause: unknown) => {
        if (!gone) setError(cause);
      });
    };
    const observer = new ResizeObserver(redraw);
    observer.observe(place);
    return () => {
      gone = true;
      observer.disconnect();
      stop?.();
    };
  }, [pdf, number]);

  return (
    <div className="cf-pdf-page" ref={holder}>
      {error !== null && <ErrorNotice error={error} />}
      <canvas ref={canvas} />
      <div ref={text} className="cf-pdf-text" />
    </div>
  );
}

/** Draws one page to a width in CSS px; the answer stops a drawing that is under way. */
function drawPage(
  page: PDFPageProxy,
  width: number,
  canvas: HTMLCanvasElement,
  words: HTMLDivElement,
  onError: (cause: unknown) => void,
): () => void {
  const scale = width / page.getViewport({ scale: 1 }).width;
  const viewport = page.getViewport({ scale });
  const sharp = Math.min(MAX_SCALE, window.devicePixelRatio || 1);
  canvas.width = Math.floor(viewport.width * sharp);
  canvas.height = Math.floor(viewport.height * sharp);
  canvas.style.height = `${viewport.height}px`;
  const drawing = page.render({ canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0] });
  words.replaceChildren();
  words.style.setProperty('--total-scale-factor', String(scale));
  words.style.setProperty('--scale-factor', String(scale));
  const layer = new TextLayer({
    textContentSource: page.streamTextContent({ includeMarkedContent: true }),
    container: words,
    viewport,
  });
  let stopped = false;
  Promise.all([drawing.promise, layer.render()]).catch((cause: unknown) => {
    if (!stopped) onError(cause);
  });
  return () => {
    stopped = true;
    drawing.cancel();
    layer.cancel();
  };
}
