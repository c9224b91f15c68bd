import type { Column } from '../../../src/protocol/outputs.ts';
import type { Decimals } from './decimals.ts';

const narrowest = 48;
const widest = 360;
const padding = 22;

/** Widths and places of the columns. Any number of them: places are looked up, never walked through. */
export class ColumnLayout {
  readonly #widths: number[];
  readonly #characterWidth: number;
  readonly #decimals: Decimals;
  /** Columns whose width a person has chosen. */
  readonly #chosen = new Set<number>();
  #starts: Float64Array;

  /** From the names and the first rows; `characterWidth` in pixels. */
  constructor(
    columns: readonly Column[],
    rows: readonly (readonly string[])[],
    characterWidth: number,
    decimals: Decimals,
  ) {
    this.#decimals = decimals;
    this.#characterWidth = characterWidth;
    this.#widths = columns.map(({ name }) => this.#widthFor(name.length + 2));
    this.#starts = this.#sum();
    this.fit(rows, 0);
  }

  get count(): number {
    return this.#widths.length;
  }

  /** Of all columns together. */
  get width(): number {
    return this.#starts.at(-1) ?? 0;
  }

  startOf(column: number): number {
    return this.#starts[column] ?? this.width;
  }

  widthOf(column: number): number {
    return this.#widths[column] ?? 0;
  }

  /** Rows turned out to be wider. */
  grow(count: number): void {
    if (count <= this.count) return;
    while (this.#widths.length < count) this.#widths.push(narrowest * 2);
    this.#starts = this.#sum();
  }

  /** Makes room for cells whose first column is `from`: a number that is cut off is another number. True when a width changed. */
  fit(rows: readonly (readonly string[])[], from: number): boolean {
    let changed = false;
    for (const row of rows) {
      for (const [at, text] of row.entries()) {
        const column = from + at;
        const width = this.#widthFor(this.#decimals.lengthOf(column, text));
        if (width <= this.widthOf(column) || column >= this.count || this.#chosen.has(column)) continue;
        this.#widths[column] = width;
        changed = true;
      }
    }
    if (changed) this.#starts = this.#sum();
    return changed;
  }

  setWidth(column: number, width: number): void {
    this.#chosen.add(column);
    this.#widths[column] = Math.max(narrowest / 2, width);
    this.#starts = this.#sum();
  }

  /** The columns that a stretch of pixels touches; `end` exclusive. */
  between(left: number, right: number): { start: number; end: number } {
    const start = this.#columnAt(left);
    return { start, end: Math.min(this.count, this.#columnAt(right) + 1) };
  }

  #widthFor(length: number): number {
    return Math.max(narrowest, Math.min(widest, Math.ceil(length * this.#characterWidth) + padding));
  }

  #columnAt(x: number): number {
    let low = 0;
    let high = Math.max(0, this.count - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= x) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #sum(): Float64Array {
    const starts = new Float64Array(this.count + 1);
    for (const [at, width] of this.#widths.entries()) starts[at + 1] = (starts[at] ?? 0) + width;
    return starts;
  }
}
