/**
 * Seeded random numbers for the demo data: the same seed gives the same fair on every machine. Not for secrets.
 * Generator: mulberry32 (Tommy Ettinger, public domain), 32 bits of state.
 */

/** FNV-1a, 32 bits, over UTF-16 code units; turns a label into a seed. */
function hashLabel(label: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < label.length; index += 1) {
    hash = Math.imul(hash ^ label.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** A stream of choices. Streams forked by different labels don't disturb each other. */
export class SeededRandom {
  readonly #seed: number;
  #state: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = this.#seed;
  }

  /** A stream of its own, given by this stream's seed and the label alone, not by what was drawn before. */
  fork(label: string): SeededRandom {
    return new SeededRandom(hashLabel(label, this.#seed));
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True with probability `share`. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of a list. Throws on an empty list. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('Cannot pick from an empty list.');
    return item;
  }

  /** One of a list, each as likely as its weight. Throws where no weight is above zero. */
  pickWeighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    const total = items.reduce((sum, item) => sum + weightOf(item), 0);
    let left = this.next() * total;
    for (const item of items) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    throw new RangeError('Cannot pick from a list without weight.');
  }

  /** Up to `count` different items, in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const pool = [...items];
    const taken: Item[] = [];
    while (taken.length < count && pool.length > 0) {
      taken.push(...pool.splice(this.int(0, pool.length - 1), 1));
    }
    return taken;
  }
}
