import type { Bench } from './context.ts';

/** One line of the table. Every run's own figure is kept: the median alone hides how noisy the machine was. */
export interface Figure {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 'kB' | 'lines/s';
  readonly median: number;
  readonly runs: readonly number[];
  /** What it is held against, measured alternately with it. */
  readonly yardstick?: { readonly what: string; readonly median: number };
  /** `median` as a multiple of the yardstick's. */
  readonly ratio?: number;
  /** Milliseconds of `machinePace` around it; of a time that has no yardstick. */
  readonly pace?: number;
  /** The limit in words, as the table shows it. */
  readonly target: string;
  readonly met: boolean;
}

/** A row measures one thing of the product, and gives a figure for each number that has a target. */
export interface Row {
  /** What `--only` takes. */
  readonly name: string;
  measure(bench: Bench): Promise<Figure[]>;
}

/** Thrown by a row that this machine has not the means for: it is left out by name, and nothing failed. */
export class LeftOut extends Error {
  /** `needs` as in "needs a Docker engine". */
  constructor(needs: string) {
    super(`needs ${needs}`);
  }
}

interface FigureParts extends Pick<Figure, 'what' | 'unit' | 'runs' | 'target'> {
  readonly yardstick?: { readonly what: string; readonly runs: readonly number[] };
  /** Whether the target is reached, given both medians; the second is 0 without a yardstick. */
  readonly reached: (median: number, yardstick: number) => boolean;
}

/** A figure from the runs of the thing itself and of its yardstick. */
export function figure({ what, unit, runs, target, yardstick, reached }: FigureParts): Figure {
  const own = median(runs);
  if (yardstick === undefined) return { what, unit, median: own, runs, target, met: reached(own, 0) };
  const other = median(yardstick.runs);
  return {
    what,
    unit,
    median: own,
    runs,
    yardstick: { what: yardstick.what, median: other },
    ratio: own / other,
    target,
    met: reached(own, other),
  };
}

/** The middle value; the mean of the middle two of an even number. Not a number without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs the two in turn, so that whatever else the machine does meets both alike. Returns what each gave. */
export async function alternately<A, B>(
  times: number,
  first: () => Promise<A> | A,
  second: () => Promise<B> | B,
): Promise<{ readonly first: A[]; readonly second: B[] }> {
  const results = { first: new Array<A>(), second: new Array<B>() };
  for (let turn = 0; turn < times; turn++) {
    if (turn % 2 === 0) results.first.push(await first());
    results.second.push(await second());
    if (turn % 2 === 1) results.first.push(await first());
  }
  return results;
}

/** Milliseconds that something took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
