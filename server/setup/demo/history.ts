import { DEGREES } from './positions.ts';
import type { SeededRandom } from './random.ts';
import type {
  Bilingual,
  DemoDropOff,
  DemoFair,
  DemoGraduate,
  DemoPosition,
  DemoTicket,
  DropOffStatus,
} from './types.ts';

const MINUTE_MS = 60_000;

/** How many résumés a graduate dropped before now, with weights; a little over 1.2 each, near 600 in all. */
const DROP_OFF_COUNTS = [
  [0, 37],
  [1, 29],
  [2, 19],
  [3, 11],
  [4, 4],
] as const;

const STATUS_WEIGHTS: readonly (readonly [DropOffStatus, number])[] = [
  ['sent', 30],
  ['opened', 34],
  ['shortlisted', 20],
  ['declined', 16],
];

const DECLINE_REASONS: readonly Bilingual[] = [
  { zh: '专业方向与岗位要求不完全匹配', en: 'The major does not quite match what the position asks for' },
  { zh: '该岗位已招满', en: 'The position is filled' },
  { zh: '岗位需要相关实习经历', en: 'The position needs internship experience in the field' },
  { zh: '工作地点与意向城市不一致', en: 'The place of work is not among the wished cities' },
  { zh: '本岗位优先考虑更高学历', en: 'A higher degree is preferred for this position' },
];

/** Lengths of the lines that wait when the demo starts; 40 tickets. The first booth's line is left empty. */
const LINE_LENGTHS = [9, 7, 6, 5, 4, 3, 3, 2, 1];

/** How many résumés lie at the first booth at the least, so that its inbox has something to show. */
const FIRST_BOOTH_DROP_OFFS = 9;

export type HistoryInput = {
  now: Date;
  fair: DemoFair;
  graduates: readonly DemoGraduate[];
  positions: readonly DemoPosition[];
  /** How many graduates at the start of the list are printed as sign-ins and keep out of lines. */
  namedGraduates: number;
  employerCount: number;
};

/** Whether a graduate has a major and a degree that the position asks for. */
export function fits(graduate: DemoGraduate, position: DemoPosition): boolean {
  const majorFits = position.majorCodes.length === 0 || position.majorCodes.includes(graduate.majorCode);
  // A higher degree than asked for is never a hindrance.
  const [lowest] = position.degrees;
  return majorFits && lowest !== undefined && DEGREES.indexOf(graduate.degree) >= DEGREES.indexOf(lowest);
}

/** Draws what happened before now: résumés dropped, opened and decided on, and the lines waiting at a few booths. */
export class HistoryWriter {
  readonly #random: SeededRandom;
  readonly #input: HistoryInput;
  readonly #positionsOf: number[][];
  readonly #taken = new Set<string>();
  readonly #dropOffs: DemoDropOff[] = [];
  readonly #tickets: DemoTicket[] = [];

  constructor(random: SeededRandom, input: HistoryInput) {
    this.#random = random;
    this.#input = input;
    this.#positionsOf = Array.from({ length: input.employerCount }, () => []);
    input.positions.forEach((position, index) => {
      this.#positionsOf[position.employer]?.push(index);
    });
  }

  /** Draws everything; drop-offs come ordered by `sentAt`, tickets by `joinedAt`. */
  write(): { dropOffs: DemoDropOff[]; tickets: DemoTicket[] } {
    this.#writeNamed();
    this.#writeFirstBooth();
    for (let index = this.#input.namedGraduates; index < this.#input.graduates.length; index += 1) {
      const [count] = this.#random.pickWeighted(DROP_OFF_COUNTS, ([, weight]) => weight);
      this.#dropMany(index, count);
    }
    this.#writeLines();
    this.#dropOffs.sort((left, right) => left.sentAt.getTime() - right.sentAt.getTime());
    this.#tickets.sort((left, right) => left.joinedAt.getTime() - right.joinedAt.getTime());
    return { dropOffs: this.#dropOffs, tickets: this.#tickets };
  }

  /** The printed graduates find one drop-off of each status, none of them at the first booth. */
  #writeNamed(): void {
    const statuses: readonly DropOffStatus[] = ['sent', 'opened', 'shortlisted', 'declined'];
    for (let graduate = 0; graduate < this.#input.namedGraduates; graduate += 1) {
      const wanted = this.#fitting(graduate).filter((index) => this.#input.positions[index]?.employer !== 0);
      this.#random.sample(wanted, statuses.length).forEach((position, index) => {
        this.#drop(graduate, position, statuses[index] ?? 'sent');
      });
    }
  }

  #writeFirstBooth(): void {
    const booth = this.#positionsOf[0] ?? [];
    const pairs = this.#input.graduates.flatMap((graduate, index) =>
      booth.flatMap((place) => {
        const position = this.#input.positions[place];
        const wanted = position !== undefined && position.majorCodes.length > 0 && fits(graduate, position);
        return wanted && index >= this.#input.namedGraduates ? [{ graduate: index, position: place }] : [];
      }),
    );
    for (const { graduate, position } of this.#random.sample(pairs, FIRST_BOOTH_DROP_OFFS)) {
      this.#drop(graduate, position, this.#drawStatus());
    }
  }

  #writeLines(): void {
    const booths = Array.from({ length: this.#input.employerCount - 1 }, (_, index) => index + 1);
    const people = Array.from(
      { length: this.#input.graduates.length - this.#input.namedGraduates },
      (_, index) => index + this.#input.namedGraduates,
    );
    for (const [place, employer] of this.#random.sample(booths, LINE_LENGTHS.length).entries()) {
      const wanting = people.filter((index) => this.#fittingAt(index, employer).length > 0);
      for (const graduate of this.#random.sample(wanting, LINE_LENGTHS[place] ?? 0)) {
        const position = this.#random.pick(this.#fittingAt(graduate, employer));
        this.#drop(graduate, position, this.#random.chance(0.6) ? 'opened' : 'shortlisted');
        const waitedMs = this.#random.int(3 * MINUTE_MS, 75 * MINUTE_MS);
        this.#tickets.push({ employer, graduate, joinedAt: new Date(this.#input.now.getTime() - waitedMs) });
      }
    }
  }

  #dropMany(graduate: number, count: number): void {
    const pool = this.#fitting(graduate);
    const wishes = new Set(this.#input.graduates[graduate]?.wishCities.map((city) => city.zh));
    const nearby = pool.filter((index) => wishes.has(this.#input.positions[index]?.city.zh ?? ''));
    for (let number = 0; number < count && pool.length > 0; number += 1) {
      const from = nearby.length > 0 && this.#random.chance(0.7) ? nearby : pool;
      this.#drop(graduate, this.#random.pick(from), this.#drawStatus());
    }
  }

  #drawStatus(): DropOffStatus {
    return this.#random.pickWeighted(STATUS_WEIGHTS, ([, weight]) => weight)[0];
  }

  #fitting(graduate: number): number[] {
    const person = this.#input.graduates[graduate];
    if (person === undefined) return [];
    return this.#input.positions.flatMap((position, index) => (fits(person, position) ? [index] : []));
  }

  #fittingAt(graduate: number, employer: number): number[] {
    const person = this.#input.graduates[graduate];
    if (person === undefined) return [];
    return (this.#positionsOf[employer] ?? []).filter((index) => {
      const position = this.#input.positions[index];
      return position !== undefined && fits(person, position);
    });
  }

  /** Adds a drop-off unless there is one for this graduate and position. */
  #drop(graduate: number, position: number, status: DropOffStatus): void {
    const key = `${graduate}:${position}`;
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    const opensMs = this.#input.fair.dropOffOpensAt.getTime();
    const nowMs = this.#input.now.getTime();
    // The last two hours are kept free, so that what followed has room before now.
    const sentMs = Math.floor(opensMs + this.#random.next() * (nowMs - 120 * MINUTE_MS - opensMs));
    const between = (fromMs: number) => Math.floor(fromMs + (0.02 + this.#random.next() * 0.6) * (nowMs - fromMs));
    const openedMs = between(sentMs);
    const decidedMs = between(openedMs);
    const decided = status === 'shortlisted' || status === 'declined';
    this.#dropOffs.push({
      graduate,
      position,
      sentAt: new Date(sentMs),
      status,
      openedAt: status === 'sent' ? null : new Date(openedMs),
      decidedAt: decided ? new Date(decidedMs) : null,
      declineReason: status === 'declined' ? this.#random.pick(DECLINE_REASONS) : null,
    });
  }
}
