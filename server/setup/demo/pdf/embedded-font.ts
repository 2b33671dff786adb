import { type PdfFile, type PdfReference, utf16Hex } from './pdf-file.ts';
import type { TrueTypeFont } from './true-type.ts';

/** ISO 32000-1, 9.10.3: at most a hundred lines in one `bfchar` block. */
const BFCHAR_LINES = 100;

/**
 * One font of one document: collects the characters that are set in it, then embeds just their glyphs, as a composite
 * font with `Identity-H` and a `ToUnicode` map, so that the text can be selected and searched.
 */
export class EmbeddedFont {
  readonly reference: PdfReference;
  readonly #font: TrueTypeFont;
  readonly #file: PdfFile;
  readonly #name: string;
  readonly #glyphs: number[] = [0];
  readonly #characters: string[] = [''];
  readonly #placeOf = new Map<string, number>();

  /** `name` is the PostScript name of the font. */
  constructor(file: PdfFile, font: TrueTypeFont, name: string) {
    this.#file = file;
    this.#font = font;
    this.#name = name;
    this.reference = file.reserve();
  }

  /** Width of a text, in points. Throws a `RangeError` where the font lacks a character. */
  widthOf(text: string, size: number): number {
    let units = 0;
    for (const character of text) units += this.#font.advanceOf(this.#glyphOf(character));
    return (units * size) / this.#font.unitsPerEm;
  }

  /** The text as a string operand of `Tj`: the numbers of its glyphs in the subset. */
  encode(text: string): string {
    let hex = '';
    for (const character of text) {
      let place = this.#placeOf.get(character);
      if (place === undefined) {
        place = this.#glyphs.push(this.#glyphOf(character)) - 1;
        this.#characters.push(character);
        this.#placeOf.set(character, place);
      }
      hex += place.toString(16).toUpperCase().padStart(4, '0');
    }
    return `<${hex}>`;
  }

  /** Writes the font's objects; nothing may be encoded afterwards. */
  async embed(): Promise<void> {
    const perThousand = (units: number) => Math.round((units * 1000) / this.#font.unitsPerEm);
    const descendant = this.#file.reserve();
    const descriptor = this.#file.reserve();
    const program = this.#file.reserve();
    const toUnicode = this.#file.reserve();
    // A subset's name starts with six capitals (9.6.4); any will do, as no two documents are merged by us.
    const baseFont = `/CFDEMO+${this.#name}`;
    const widths = this.#glyphs.map((glyph) => perThousand(this.#font.advanceOf(glyph))).join(' ');
    const box = this.#font.boundingBox.map(perThousand).join(' ');
    this.#file.write(
      this.reference,
      `<< /Type /Font /Subtype /Type0 /BaseFont ${baseFont} /Encoding /Identity-H ` +
        `/DescendantFonts [${descendant}] /ToUnicode ${toUnicode} >>`,
    );
    this.#file.write(
      descendant,
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${baseFont} /CIDToGIDMap /Identity /DW 1000 /W [0 [${widths}]] ` +
        `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} >>`,
    );
    this.#file.write(
      descriptor,
      `<< /Type /FontDescriptor /FontName ${baseFont} /Flags 4 /FontBBox [${box}] /ItalicAngle 0 /StemV 80 ` +
        `/Ascent ${perThousand(this.#font.ascent)} /Descent ${perThousand(this.#font.descent)} /CapHeight 733 ` +
        `/FontFile2 ${program} >>`,
    );
    const { bytes } = this.#font.subset(this.#glyphs);
    await Promise.all([
      this.#file.writeStream(program, bytes, `/Length1 ${bytes.length} `),
      this.#file.writeStream(toUnicode, Buffer.from(this.#toUnicodeMap(), 'latin1')),
    ]);
  }

  #glyphOf(character: string): number {
    const glyph = this.#font.glyphFor(character.codePointAt(0) ?? 0);
    if (glyph === undefined) {
      throw new RangeError(`${this.#name} has no ${character}; add it with server/setup/demo/fonts/build.ts.`);
    }
    return glyph;
  }

  #toUnicodeMap(): string {
    const lines = this.#characters
      .slice(1)
      .map((character, index) => `<${(index + 1).toString(16).padStart(4, '0')}> <${utf16Hex(character)}>`);
    const blocks: string[] = [];
    for (let start = 0; start < lines.length; start += BFCHAR_LINES) {
      const block = lines.slice(start, start + BFCHAR_LINES);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return [
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
      '1 begincodespacerange <0000> <FFFF> endcodespacerange',
      ...blocks,
      'endcmap CMapName currentdict /CMap defineresource pop end end',
    ].join('\n');
  }
}
