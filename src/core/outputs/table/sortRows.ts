/** Sorted at once before the caller gets to do something else. */
const runLength = 20_000;

/**
 * Positions 0 to n-1 in the order of `compare`, equal ones in their own order. Yields between stretches of work so that the
 * caller can let other things happen: a million rows take about a second.
 */
export function* sortedPositions(
  count: number,
  compare: (a: number, b: number) => number,
): Generator<void, Uint32Array> {
  let from = Uint32Array.from({ length: count }, (_, position) => position);
  for (let at = 0; at < count; at += runLength) {
    from.subarray(at, at + runLength).sort(compare);
    yield;
  }
  let to = new Uint32Array(count);
  for (let width = runLength; width < count; width *= 2) {
    for (let at = 0; at < count; at += 2 * width) {
      merge(from, to, at, Math.min(at + width, count), Math.min(at + 2 * width, count), compare);
      yield;
    }
    [from, to] = [to, from];
  }
  return from;
}

function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const a = from[left] ?? 0;
    const b = from[right] ?? 0;
    const takeLeft = left < middle && (right >= end || compare(a, b) <= 0);
    to[at] = takeLeft ? a : b;
    if (takeLeft) left++;
    else right++;
  }
}

/** Compares two numbers or two texts; what is missing (NaN, empty) comes last whichever way. */
export function compareCells(descending: boolean): {
  numbers: (a: number, b: number) => number;
  texts: (a: string, b: string) => number;
} {
  const sign = descending ? -1 : 1;
  const last = (a: boolean, b: boolean) => Number(a) - Number(b);
  return {
    numbers: (a, b) =>
      Number.isNaN(a) || Number.isNaN(b) ? last(Number.isNaN(a), Number.isNaN(b)) : a < b ? -sign : a > b ? sign : 0,
    texts: (a, b) => (a === '' || b === '' ? last(a === '', b === '') : a < b ? -sign : a > b ? sign : 0),
  };
}
