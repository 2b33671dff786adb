import { readFile } from 'node:fs/promises';
import { EmbeddedFont } from './pdf/embedded-font.ts';
import { PAGE_HEIGHT, PAGE_WIDTH, PageCanvas } from './pdf/page-canvas.ts';
import { PdfFile, pdfText } from './pdf/pdf-file.ts';
import { TrueTypeFont } from './pdf/true-type.ts';
import { layOutResume } from './resume-layout.ts';
import type { DemoResume } from './types.ts';

type DemoFonts = { regular: TrueTypeFont; bold: TrueTypeFont };

let fonts: Promise<DemoFonts> | undefined;

async function readFonts(): Promise<DemoFonts> {
  const read = async (weight: string) =>
    new TrueTypeFont(await readFile(new URL(`./fonts/NotoSansSC-${weight}.subset.ttf`, import.meta.url)));
  const [regular, bold] = await Promise.all([read('Regular'), read('Bold')]);
  return { regular, bold };
}

/** From roomy to tight; the first that lets a résumé end on its page is taken. */
const DENSITIES = [1.32, 1.2, 1.1, 1, 0.92, 0.84, 0.76];

/**
 * Sets a résumé as a PDF of one A4 page, with its fonts embedded and its text selectable. The same résumé gives the
 * same bytes. Throws a `RangeError` where it is too long for a page, or has a character that the demo fonts lack.
 */
export async function renderResumePdf(resume: DemoResume): Promise<Uint8Array> {
  fonts ??= readFonts();
  const { regular, bold } = await fonts;
  for (const density of DENSITIES) {
    const file = new PdfFile();
    const canvas = new PageCanvas();
    const text = new EmbeddedFont(file, regular, 'NotoSansSC-Regular');
    const strong = new EmbeddedFont(file, bold, 'NotoSansSC-Bold');
    if (layOutResume(canvas, { text, strong }, resume, density))
      return await finish(file, canvas, text, strong, resume);
  }
  throw new RangeError(`The résumé of ${resume.name} does not fit on one page.`);
}

async function finish(
  file: PdfFile,
  canvas: PageCanvas,
  text: EmbeddedFont,
  strong: EmbeddedFont,
  resume: DemoResume,
): Promise<Uint8Array> {
  const [catalog, pages, page, content, info] = [
    file.reserve(),
    file.reserve(),
    file.reserve(),
    file.reserve(),
    file.reserve(),
  ];
  file.write(
    catalog,
    `<< /Type /Catalog /Pages ${pages} /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  file.write(pages, `<< /Type /Pages /Kids [${page}] /Count 1 >>`);
  file.write(
    page,
    `<< /Type /Page /Parent ${pages} /MediaBox [0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}] /Contents ${content} ` +
      `/Resources << /Font << /F1 ${text.reference} /F2 ${strong.reference} >> >> >>`,
  );
  file.write(
    info,
    `<< /Title ${pdfText(`${resume.name} ${resume.major} 简历（演示）`)} /Author ${pdfText(resume.name)} ` +
      `/Creator (CloudFair demo data) >>`,
  );
  await Promise.all([file.writeStream(content, canvas.content()), text.embed(), strong.embed()]);
  return file.finish(catalog, info);
}
