/**
 * Reads TrueType fonts and cuts subsets out of them. Only what a PDF needs: OpenType 1.9 tables `cmap` (format 12),
 * `glyf`, `head`, `hhea`, `hmtx`, `loca`, `maxp`. Layout features and hints are dropped.
 */

/** Flags of a composite glyph's component (OpenType, `glyf`). */
const ARGS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const HAS_XY_SCALE = 0x0040;
const HAS_TWO_BY_TWO = 0x0080;

const GLYPH_HEADER_BYTES = 10;

/** A font cut down to some glyphs; glyph `n` of it is entry `n` of the list it was cut for. */
export type FontSubset = { bytes: Uint8Array; glyphCount: number };

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Offsets of the glyph numbers inside a composite glyph; none for a simple one. */
function componentOffsets(glyph: Uint8Array): number[] {
  const view = viewOf(glyph);
  if (glyph.length === 0 || view.getInt16(0) >= 0) return [];
  const offsets: number[] = [];
  let offset = GLYPH_HEADER_BYTES;
  for (;;) {
    const flags = view.getUint16(offset);
    offsets.push(offset + 2);
    offset += 4 + (flags & ARGS_ARE_WORDS ? 4 : 2);
    if (flags & HAS_SCALE) offset += 2;
    else if (flags & HAS_XY_SCALE) offset += 4;
    else if (flags & HAS_TWO_BY_TWO) offset += 8;
    if (!(flags & MORE_COMPONENTS)) return offsets;
  }
}

function padTo4(length: number): number {
  return (length + 3) & ~3;
}

/** Sum of the big-endian 32-bit words of a table, which is padded with zeros (OpenType, "Calculating checksums"). */
function checksum(table: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < table.length; index += 1) {
    sum = (sum + ((table[index] ?? 0) << (24 - (index % 4) * 8))) >>> 0;
  }
  return sum;
}

/** Puts tables together into a font file. */
function assemble(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...tables].sort(([left], [right]) => (left < right ? -1 : 1));
  const headerBytes = 12 + entries.length * 16;
  const total = entries.reduce((sum, [, table]) => sum + padTo4(table.length), headerBytes);
  const bytes = new Uint8Array(total);
  const view = viewOf(bytes);
  const power = Math.floor(Math.log2(entries.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, entries.length);
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, (entries.length - 2 ** power) * 16);
  let offset = headerBytes;
  let headOffset = 0;
  entries.forEach(([tag, table], index) => {
    const record = 12 + index * 16;
    for (let place = 0; place < 4; place += 1) bytes[record + place] = tag.charCodeAt(place);
    view.setUint32(record + 4, checksum(table));
    view.setUint32(record + 8, offset);
    view.setUint32(record + 12, table.length);
    bytes.set(table, offset);
    offset += padTo4(table.length);
    if (tag === 'head') headOffset = view.getUint32(record + 8);
  });
  // The whole file then sums up to this number (OpenType, `head.checksumAdjustment`).
  view.setUint32(headOffset + 8, (0xb1b0afba - checksum(bytes)) >>> 0);
  return bytes;
}

/** A `cmap` with one format 12 subtable for Windows, full Unicode. `codePoints` must be ascending. */
function cmapTable(codePoints: readonly number[], firstGlyph: number): Uint8Array {
  const bytes = new Uint8Array(12 + 16 + codePoints.length * 12);
  const view = viewOf(bytes);
  view.setUint16(2, 1);
  view.setUint16(4, 3);
  view.setUint16(6, 10);
  view.setUint32(8, 12);
  view.setUint16(12, 12);
  view.setUint32(16, bytes.length - 12);
  view.setUint32(24, codePoints.length);
  codePoints.forEach((codePoint, index) => {
    const group = 28 + index * 12;
    view.setUint32(group, codePoint);
    view.setUint32(group + 4, codePoint);
    view.setUint32(group + 8, firstGlyph + index);
  });
  return bytes;
}

/** A TrueType font in memory. */
export class TrueTypeFont {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** Lower left and upper right corner of the box that holds every glyph, in font units. */
  readonly boundingBox: readonly [number, number, number, number];
  readonly #tables = new Map<string, Uint8Array>();
  readonly #glyphOf = new Map<number, number>();
  readonly #longOffsets: boolean;
  readonly #metricCount: number;

  /** Throws a `TypeError` where the bytes are no TrueType font with a format 12 `cmap`. */
  constructor(bytes: Uint8Array) {
    const view = viewOf(bytes);
    if (bytes.length < 12 || view.getUint32(0) !== 0x00010000) throw new TypeError('This is no TrueType font.');
    for (let index = 0; index < view.getUint16(4); index += 1) {
      const record = 12 + index * 16;
      const tag = String.fromCharCode(...bytes.subarray(record, record + 4));
      const offset = view.getUint32(record + 8);
      this.#tables.set(tag, bytes.subarray(offset, offset + view.getUint32(record + 12)));
    }
    const head = viewOf(this.#table('head'));
    const hhea = viewOf(this.#table('hhea'));
    this.unitsPerEm = head.getUint16(18);
    this.boundingBox = [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)];
    this.#longOffsets = head.getInt16(50) === 1;
    this.ascent = hhea.getInt16(4);
    this.descent = hhea.getInt16(6);
    this.#metricCount = hhea.getUint16(34);
    this.#readCharacterMap();
  }

  /** Number of the glyph that shows a character; undefined where the font has none. */
  glyphFor(codePoint: number): number | undefined {
    return this.#glyphOf.get(codePoint);
  }

  /** How far a glyph moves the pen, in font units. */
  advanceOf(glyph: number): number {
    const metric = Math.min(glyph, this.#metricCount - 1);
    return viewOf(this.#table('hmtx')).getUint16(metric * 4);
  }

  /**
   * Cuts out the glyphs of a list, whose first must be 0 (`.notdef`), in that order. Parts of composite glyphs are
   * added behind. The subset has no `cmap`: a PDF addresses it by glyph number.
   */
  subset(glyphs: readonly number[]): FontSubset {
    const { tables, glyphCount } = this.#cut(glyphs);
    return { bytes: assemble(tables), glyphCount };
  }

  /** Cuts out a font that stands by itself, with `cmap` and names, for some characters. Throws where one is missing. */
  standaloneSubset(characters: Iterable<string>): Uint8Array {
    const codePoints = [...new Set(Array.from(characters, (character) => character.codePointAt(0) ?? 0))];
    codePoints.sort((left, right) => left - right);
    const glyphs = codePoints.map((codePoint) => {
      const glyph = this.glyphFor(codePoint);
      if (glyph === undefined) throw new RangeError(`The font lacks ${String.fromCodePoint(codePoint)}.`);
      return glyph;
    });
    const { tables } = this.#cut([0, ...glyphs]);
    tables.set('cmap', cmapTable(codePoints, 1));
    for (const tag of ['name', 'OS/2']) tables.set(tag, this.#table(tag));
    const post = this.#table('post').slice(0, 32);
    viewOf(post).setUint32(0, 0x00030000);
    tables.set('post', post);
    return assemble(tables);
  }

  #table(tag: string): Uint8Array {
    const table = this.#tables.get(tag);
    if (table === undefined) throw new TypeError(`The font has no ${tag} table.`);
    return table;
  }

  #readCharacterMap(): void {
    const cmap = viewOf(this.#table('cmap'));
    for (let index = 0; index < cmap.getUint16(2); index += 1) {
      const subtable = cmap.getUint32(4 + index * 8 + 4);
      if (cmap.getUint16(subtable) !== 12) continue;
      for (let group = 0; group < cmap.getUint32(subtable + 12); group += 1) {
        const at = subtable + 16 + group * 12;
        const start = cmap.getUint32(at);
        for (let codePoint = start; codePoint <= cmap.getUint32(at + 4); codePoint += 1) {
          this.#glyphOf.set(codePoint, cmap.getUint32(at + 8) + codePoint - start);
        }
      }
      return;
    }
    throw new TypeError('The font has no format 12 character map.');
  }

  #outlineOf(glyph: number): Uint8Array {
    const loca = viewOf(this.#table('loca'));
    const offset = (place: number) => (this.#longOffsets ? loca.getUint32(place * 4) : loca.getUint16(place * 2) * 2);
    return this.#table('glyf').subarray(offset(glyph), offset(glyph + 1));
  }

  #cut(wanted: readonly number[]): { tables: Map<string, Uint8Array>; glyphCount: number } {
    if (wanted[0] !== 0) throw new RangeError('A subset starts with glyph 0.');
    const glyphs = [...wanted];
    const placeOf = new Map(glyphs.map((glyph, place) => [glyph, place]));
    const outlines: Uint8Array[] = [];
    // `glyphs` grows while the parts of composite glyphs are found.
    for (let place = 0; place < glyphs.length; place += 1) {
      const outline = this.#outlineOf(glyphs[place] ?? 0).slice();
      const view = viewOf(outline);
      for (const offset of componentOffsets(outline)) {
        const part = view.getUint16(offset);
        const partPlace = placeOf.get(part) ?? glyphs.push(part) - 1;
        placeOf.set(part, partPlace);
        view.setUint16(offset, partPlace);
      }
      outlines.push(outline);
    }
    const glyf = new Uint8Array(outlines.reduce((sum, outline) => sum + padTo4(outline.length), 0));
    const loca = new Uint8Array((glyphs.length + 1) * 4);
    const hmtx = new Uint8Array(glyphs.length * 4);
    const source = viewOf(this.#table('hmtx'));
    let offset = 0;
    outlines.forEach((outline, place) => {
      glyf.set(outline, offset);
      offset += padTo4(outline.length);
      viewOf(loca).setUint32((place + 1) * 4, offset);
      const glyph = glyphs[place] ?? 0;
      const metric = Math.min(glyph, this.#metricCount - 1);
      const bearing =
        glyph < this.#metricCount ? metric * 4 + 2 : this.#metricCount * 4 + (glyph - this.#metricCount) * 2;
      viewOf(hmtx).setUint16(place * 4, source.getUint16(metric * 4));
      viewOf(hmtx).setInt16(place * 4 + 2, source.getInt16(bearing));
    });
    const head = this.#table('head').slice();
    viewOf(head).setUint32(8, 0);
    viewOf(head).setInt16(50, 1);
    const hhea = this.#table('hhea').slice();
    viewOf(hhea).setUint16(34, glyphs.length);
    const maxp = this.#table('maxp').slice();
    viewOf(maxp).setUint16(4, glyphs.length);
    const tables = new Map(Object.entries({ glyf, loca, hmtx, head, hhea, maxp }));
    return { tables, glyphCount: glyphs.length };
  }
}
