import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const deflateInThreadPool = promisify(deflate);

/** A reference to an object of the file: `7 0 R`. */
export type PdfReference = `${number} 0 R`;

/**
 * Writes a PDF 1.7 file (ISO 32000-1): objects in the order they were reserved, a classic cross-reference table, no
 * encryption. Holds no time and no random number, so that the same content gives the same bytes.
 */
export class PdfFile {
  readonly #objects: (Buffer | undefined)[] = [];

  /** A reference to an object that is written later. */
  reserve(): PdfReference {
    this.#objects.push(undefined);
    return `${this.#objects.length} 0 R`;
  }

  /** Writes a dictionary or any other direct object under a reserved reference. */
  write(reference: PdfReference, body: string): void {
    this.#objects[Number.parseInt(reference, 10) - 1] = Buffer.from(body, 'latin1');
  }

  /** Writes a stream, compressed, under a reserved reference. `entries` are further lines of its dictionary. */
  async writeStream(reference: PdfReference, data: Uint8Array, entries = ''): Promise<void> {
    const packed = await deflateInThreadPool(data, { level: 6 });
    const head = `<< /Length ${packed.length} /Filter /FlateDecode ${entries}>>\nstream\n`;
    this.#objects[Number.parseInt(reference, 10) - 1] = Buffer.concat([
      Buffer.from(head, 'latin1'),
      packed,
      Buffer.from('\nendstream', 'latin1'),
    ]);
  }

  /** The whole file. Throws where a reserved object was never written. */
  finish(root: PdfReference, info: PdfReference): Uint8Array {
    // Four bytes above 127 tell transfer programs that this is binary (ISO 32000-1, 7.5.2).
    const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    let offset = chunks[0]?.length ?? 0;
    const offsets: number[] = [];
    this.#objects.forEach((body, index) => {
      if (body === undefined) throw new Error(`PDF object ${index + 1} was reserved but not written.`);
      const chunk = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
      offsets.push(offset);
      offset += chunk.length;
      chunks.push(chunk);
    });
    const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
    const size = this.#objects.length + 1;
    const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
    const trailer = `trailer\n<< /Size ${size} /Root ${root} /Info ${info} >>\nstartxref\n${offset}\n%%EOF\n`;
    chunks.push(Buffer.from(table + trailer, 'latin1'));
    return new Uint8Array(Buffer.concat(chunks));
  }
}

/** A text string in UTF-16BE with its byte order mark, written in hexadecimal (ISO 32000-1, 7.9.2.2). */
export function pdfText(text: string): string {
  return `<FEFF${utf16Hex(text)}>`;
}

/** UTF-16BE code units in hexadecimal. */
export function utf16Hex(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index += 1) {
    hex += text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  }
  return hex;
}
