import type { EmbeddedFont } from './embedded-font.ts';
import { breakLines } from './line-breaks.ts';

/** A4 in points. */
export const PAGE_WIDTH = 595.28;
export const PAGE_HEIGHT = 841.89;

/** Red, green and blue, each 0 to 1. */
export type Colour = readonly [number, number, number];

export type TextStyle = { font: EmbeddedFont; resource: 'F1' | 'F2'; size: number; colour: Colour };

/** Control points for a quarter of a circle by a Bézier curve. */
const CIRCLE_KAPPA = 0.5523;

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Draws on one page; `y` counts down from the upper edge. */
export class PageCanvas {
  readonly #operators: string[] = [];

  /** Sets one line of text, its base line at `y`. */
  text(x: number, y: number, content: string, style: TextStyle): void {
    const fill = style.colour.map(number).join(' ');
    this.#operators.push(
      `BT /${style.resource} ${number(style.size)} Tf ${fill} rg ` +
        `1 0 0 1 ${number(x)} ${number(PAGE_HEIGHT - y)} Tm ${style.font.encode(content)} Tj ET`,
    );
  }

  /** Sets one line of text that ends at `right`. */
  textRight(right: number, y: number, content: string, style: TextStyle): void {
    this.text(right - style.font.widthOf(content, style.size), y, content, style);
  }

  /** Sets text in lines of at most `width`; gives the base line after the last. */
  paragraph(x: number, y: number, width: number, leading: number, content: string, style: TextStyle): number {
    const lines = breakLines(content, width, (piece) => style.font.widthOf(piece, style.size));
    lines.forEach((line, index) => {
      this.text(x, y + index * leading, line, style);
    });
    return y + lines.length * leading;
  }

  /** Fills a rectangle whose upper left corner is at `x`, `y`. */
  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void {
    const place = [x, PAGE_HEIGHT - y - height, width, height].map(number).join(' ');
    this.#operators.push(`${colour.map(number).join(' ')} rg ${place} re f`);
  }

  /** Fills a circle. */
  disc(centreX: number, centreY: number, radius: number, colour: Colour): void {
    const y = PAGE_HEIGHT - centreY;
    const k = radius * CIRCLE_KAPPA;
    const at = (...values: number[]) => values.map(number).join(' ');
    const [x, r] = [centreX, radius];
    this.#operators.push(
      `${colour.map(number).join(' ')} rg ${at(x + r, y)} m`,
      `${at(x + r, y + k, x + k, y + r, x, y + r)} c ${at(x - k, y + r, x - r, y + k, x - r, y)} c`,
      `${at(x - r, y - k, x - k, y - r, x, y - r)} c ${at(x + k, y - r, x + r, y - k, x + r, y)} c f`,
    );
  }

  /** The page's content stream. */
  content(): Uint8Array {
    return Buffer.from(this.#operators.join('\n'), 'latin1');
  }
}
