import { availableParallelism, cpus, totalmem } from 'node:os';
import targets from './targets.json' with { type: 'json' };

/** One measured number under the name the issues give it. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
}

interface Target {
  max?: number;
  min?: number;
}

/** The targets stand in one file, apart from the benches. */
const TARGETS: Record<string, Target | undefined> = targets;

/** The value below which this share of the sample lies, by linear interpolation. `share` from 0 to 1. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) throw new Error('a quantile of nothing');
  return low + (high - low) * (at - Math.floor(at));
}

function judge({ name, value, unit }: Figure) {
  const target = TARGETS[name];
  const figure = { name, value: Number(value.toPrecision(4)), unit };
  if (target?.max !== undefined) return { ...figure, target: `<=${target.max}`, met: value <= target.max };
  if (target?.min !== undefined) return { ...figure, target: `>=${target.min}`, met: value >= target.min };
  return figure;
}

/**
 * Ends a bench: a table for people, and as the last line one JSON object with the machine and whether each target is
 * met. With `--json` the table is left out.
 */
export function report(bench: string, runs: number, figures: readonly Figure[]): void {
  const judged = figures.map(judge);
  if (!process.argv.includes('--json')) console.table(judged);
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
  };
  console.log(JSON.stringify({ bench, machine, runs, figures: judged }));
}
