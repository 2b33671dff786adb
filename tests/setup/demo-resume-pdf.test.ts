import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_SEED, generateDemo } from '../../server/setup/demo/generate.ts';
import { breakLines } from '../../server/setup/demo/pdf/line-breaks.ts';
import { TrueTypeFont } from '../../server/setup/demo/pdf/true-type.ts';
import { renderResumePdf } from '../../server/setup/demo/resume-pdf.ts';
import type { DemoGraduate } from '../../server/setup/demo/types.ts';

/** What a reader of the page can select, without spaces and line ends. */
async function readPdf(bytes: Uint8Array): Promise<{ pages: number; text: string; title: unknown; width: number }> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const pdf = await task.promise;
  const page = await pdf.getPage(1);
  const content = await page.getTextContent();
  const text = content.items.map((item) => ('str' in item ? item.str : '')).join('');
  const { info } = await pdf.getMetadata();
  const result = {
    pages: pdf.numPages,
    text: text.replace(/\s/g, ''),
    title: 'Title' in info ? info.Title : undefined,
    width: page.getViewport({ scale: 1 }).width,
  };
  await task.destroy();
  return result;
}

describe('demo résumé as PDF', () => {
  let graduates: DemoGraduate[];
  let files: Uint8Array[];

  beforeAll(async () => {
    graduates = generateDemo({ seed: DEMO_SEED, now: new Date('2026-11-23T04:00:00Z') }).graduates;
    files = await Promise.all(graduates.map((graduate) => renderResumePdf(graduate.resume)));
  });

  it('sets all 483, each with its signature and end, none above 80 KB', () => {
    expect(files).toHaveLength(483);
    for (const file of files) {
      expect(Buffer.from(file.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
      expect(Buffer.from(file.subarray(-6)).toString('latin1')).toBe('%%EOF\n');
      expect(file.length).toBeLessThan(80_000);
    }
  });

  it('can be read back by pdf.js: one A4 page with Chinese name, major, wishes, skills and the notice', async () => {
    for (let index = 0; index < graduates.length; index += 24) {
      const graduate = graduates[index];
      const file = files[index];
      if (graduate === undefined || file === undefined) throw new Error(`No résumé ${index}.`);
      const { pages, text, title, width } = await readPdf(file);
      const { resume } = graduate;
      expect(pages).toBe(1);
      expect(width).toBeCloseTo(595.28, 1);
      expect(title).toBe(`${graduate.name} ${resume.major} 简历（演示）`);
      const points = resume.experiences.flatMap((experience) => experience.points);
      const said = [resume.name, resume.pinyinName, resume.major, resume.university, resume.email, resume.wishPosition];
      for (const phrase of [...said, ...resume.skills, ...points, resume.summary, '演示简历：由程序生成']) {
        expect(text).toContain(phrase.replace(/\s/g, ''));
      }
    }
  });

  it('gives the same bytes for the same résumé', async () => {
    const [graduate] = graduates;
    if (graduate === undefined) throw new Error('No graduates.');
    expect(Buffer.compare(await renderResumePdf(graduate.resume), files[0] ?? new Uint8Array())).toBe(0);
  });

  it.each(['Regular', 'Bold'])('has every character that other seeds say in Noto Sans SC %s', async (weight) => {
    const path = new URL(`../../server/setup/demo/fonts/NotoSansSC-${weight}.subset.ttf`, import.meta.url);
    const font = new TrueTypeFont(await readFile(path));
    const said = [1, 2, 3, 4].map((seed) => {
      const { graduates: others } = generateDemo({ seed, now: new Date('2027-02-01T00:00:00Z') });
      return JSON.stringify(others.map((graduate) => graduate.resume));
    });
    const missing = [...new Set(said.join(''))].filter((character) => !font.glyphFor(character.codePointAt(0) ?? 0));
    expect(missing).toEqual([]);
  });

  it('says which character the fonts lack, instead of leaving a hole', async () => {
    const [graduate] = graduates;
    if (graduate === undefined) throw new Error('No graduates.');
    await expect(renderResumePdf({ ...graduate.resume, name: '龘' })).rejects.toThrow(/has no 龘/);
  });

  it('refuses a résumé too long for its page', async () => {
    const [graduate] = graduates;
    if (graduate === undefined) throw new Error('No graduates.');
    const summary = graduate.resume.summary.repeat(60);
    await expect(renderResumePdf({ ...graduate.resume, summary })).rejects.toThrow(/does not fit on one page/);
  });
});

describe('line breaks', () => {
  const widthOf = (piece: string) => piece.length;

  it('keeps Latin words whole and never begins a line with a closing mark', () => {
    expect(breakLines('会用 SolidWorks，能出图。', 8, widthOf)).toEqual(['会用', 'SolidWorks，', '能出图。']);
    expect(breakLines('一二三四，五六', 4, widthOf)).toEqual(['一二三', '四，五六']);
  });

  it('never ends a line with an opening mark', () => {
    expect(breakLines('一二三（四五）', 4, widthOf)).toEqual(['一二三', '（四五）']);
  });
});
