import type { Bilingual, DemoDegree } from './types.ts';

/** A kind of position: its titles, whom it wants, what it pays in a city of wage 1, and what one does there. */
export type PositionFamily = {
  titles: readonly Bilingual[];
  /** Codes out of `MAJORS`; empty means any major. */
  majorCodes: readonly string[];
  /** The lowest degree such a position accepts, with how often. */
  lowestDegree: readonly (readonly [DemoDegree, number])[];
  /** CNY a month for a bachelor, in thousands: usual lower and upper end. */
  salaryK: readonly [number, number];
  /** How many openings it has compared with others; 1 is usual. */
  headcount: number;
  duties: readonly Bilingual[];
  asks: readonly Bilingual[];
};

/** How strict a position is about degrees. */
export const DEGREE_MIX = {
  /** Shop floor, shops, service. */
  open: [
    ['associate', 7],
    ['bachelor', 3],
  ],
  usual: [
    ['associate', 2],
    ['bachelor', 8],
  ],
  office: [['bachelor', 1]],
  research: [
    ['bachelor', 4],
    ['master', 5],
    ['doctor', 1],
  ],
} as const satisfies Record<string, PositionFamily['lowestDegree']>;

/** `机械设计工程师/Mechanical Design Engineer；...` -> pairs. */
function pairs(text: string): readonly Bilingual[] {
  return text.split('；').map((entry) => {
    const cut = entry.indexOf('/');
    return { zh: entry.slice(0, cut), en: entry.slice(cut + 1) };
  });
}

/**
 * Writes down one family. `titles`, `duties` and `asks` are `中文/English` pairs parted by `；`; `majors` are codes
 * parted by spaces.
 */
export function family(
  titles: string,
  majors: string,
  lowestDegree: PositionFamily['lowestDegree'],
  salaryK: readonly [number, number],
  headcount: number,
  duties: string,
  asks: string,
): PositionFamily {
  return {
    titles: pairs(titles),
    majorCodes: majors === '' ? [] : majors.split(' '),
    lowestDegree,
    salaryK,
    headcount,
    duties: pairs(duties),
    asks: pairs(asks),
  };
}
