import { quoteOf } from './cells.ts';
import type { TableFormat } from './format.ts';

/** Where the rows of a table begin: row `rows[n]` at byte `offsets[n]`, and the last one ends at `end`. */
export interface RowMarks {
  readonly rows: Float64Array;
  readonly offsets: Float64Array;
  readonly end: number;
}

/** A stretch of bytes that begins at the start of row `row`; `end` is exclusive. */
export interface RowBlock {
  readonly row: number;
  /** Rows in the block. */
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

const tab = 9;
const carriageReturn = 13;
const space = 32;
const backslash = 92;

/** Quotes only count as such at the start of a cell; an opening one that is never closed gives up after this many bytes. */
const longestQuotedRow = 8 * 1024 * 1024;

/**
 * Where the rows of a table begin, sparsely: one mark per `spacing` bytes, found by feeding the file's bytes once, in order.
 * A 1 GB file takes about 65,000 marks.
 */
export class RowIndex {
  readonly #delimiter: number;
  readonly #newline: number;
  /** Undefined when quotes are text. */
  readonly #quote: number | undefined;
  /** Runs of blanks and tabs are one delimiter. */
  readonly #runs: boolean;
  readonly #format: TableFormat;
  readonly #spacing: number;
  readonly #rows: number[] = [0];
  readonly #offsets: number[];
  #scanned: number;
  #row = 0;
  #rowStart: number;
  #cellStart = true;
  /** Something stands in the row: an empty one may not count. */
  #hasContent = false;
  #quoted = false;
  /** A quote was met inside a quoted cell: what follows tells whether it closed the cell. */
  #closing = false;
  /** That quote was the byte before: another one makes both stand for one. */
  #afterQuote = false;
  /** Inside of a quoted cell the byte before was a backslash. */
  #afterBackslash = false;
  #complete = false;

  /** `start`: offset of the first row, behind a byte order mark. */
  constructor(format: TableFormat, start: number, spacing = 16_384) {
    this.#delimiter = format.delimiter.charCodeAt(0);
    this.#newline = format.newline;
    const quote = quoteOf(format.quoting);
    this.#quote = quote === '' ? undefined : quote.charCodeAt(0);
    this.#runs = format.delimiter === ' ';
    this.#format = format;
    this.#spacing = spacing;
    this.#offsets = [start];
    this.#scanned = start;
    this.#rowStart = start;
  }

  /** Rows that are known to be whole. */
  get rowCount(): number {
    return this.#row;
  }

  /** Bytes read so far; feed what follows. */
  get scanned(): number {
    return this.#scanned;
  }

  get complete(): boolean {
    return this.#complete;
  }

  /** Rows in a file of `size` bytes: counted when complete, else estimated from what was read. */
  estimate(size: number): number {
    const first = this.#offsets[0] ?? 0;
    if (this.#complete || this.#row === 0) return this.#row;
    return Math.max(this.#row, Math.round((this.#row * (size - first)) / (this.#rowStart - first)));
  }

  /** Where the marked rows begin. */
  get marks(): RowMarks {
    return {
      rows: Float64Array.from(this.#rows),
      offsets: Float64Array.from(this.#offsets),
      end: this.#rowStart,
    };
  }

  /** Feeds the bytes that follow those fed before. */
  add(chunk: Uint8Array): void {
    const quote = this.#quote;
    const plain = !this.#format.blanks && !this.#quoted && !this.#closing;
    if (quote === undefined || (plain && !chunk.includes(quote))) this.#addPlain(chunk);
    else this.#addQuoted(chunk, quote);
    this.#scanned += chunk.length;
  }

  /** The file ends here: a last row without a line end counts. */
  finish(): void {
    if (this.#complete) return;
    if (this.#scanned > this.#rowStart) this.#endRow(this.#scanned);
    this.#complete = true;
  }

  /** The block that holds `row`; undefined when it was not reached yet. */
  blockOf(row: number): RowBlock | undefined {
    if (row >= this.#row || row < 0) return undefined;
    const low = this.#lastAtMost(this.#rows, row);
    const first = this.#rows[low] ?? 0;
    return {
      row: first,
      count: (this.#rows[low + 1] ?? this.#row) - first,
      start: this.#offsets[low] ?? 0,
      end: this.#offsets[low + 1] ?? this.#rowStart,
    };
  }

  #lastAtMost(sorted: readonly number[], value: number): number {
    let low = 0;
    let high = sorted.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((sorted[middle] ?? 0) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #endRow(nextStart: number): void {
    if (this.#hasContent || !this.#format.skipsEmptyLines) this.#row++;
    this.#hasContent = false;
    this.#rowStart = nextStart;
    this.#cellStart = true;
    if (nextStart - (this.#offsets.at(-1) ?? 0) >= this.#spacing) {
      this.#rows.push(this.#row);
      this.#offsets.push(nextStart);
    }
  }

  /** Of the bytes that a row may have without holding anything. */
  #isNothing(byte: number | undefined): boolean {
    if (byte === carriageReturn) return this.#newline !== carriageReturn;
    return this.#runs && (byte === space || byte === tab);
  }

  #isDelimiter(byte: number): boolean {
    return byte === this.#delimiter || (this.#runs && byte === tab);
  }

  #addPlain(chunk: Uint8Array): void {
    const newline = this.#newline;
    const base = this.#scanned;
    let start = 0;
    const note = (end: number): void => {
      for (let at = start; at < end && !this.#hasContent; at++) this.#hasContent = !this.#isNothing(chunk[at]);
    };
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, start)) {
      note(at);
      this.#endRow(base + at + 1);
      start = at + 1;
    }
    note(chunk.length);
    const last = chunk.at(-1);
    if (last !== undefined) this.#cellStart = last === newline || this.#isDelimiter(last);
  }

  #addQuoted(chunk: Uint8Array, quote: number): void {
    const base = this.#scanned;
    const escapes = this.#format.quoting === 'backslash';
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      const isEscaped = this.#afterBackslash;
      this.#afterBackslash = escapes && byte === backslash;
      if (byte !== this.#newline) this.#hasContent ||= !this.#isNothing(byte);
      if (this.#quoted && !this.#closing) {
        if (byte === quote && isEscaped) continue;
        if (byte === quote) this.#closing = this.#afterQuote = true;
        else if (byte === this.#newline && base + at - this.#rowStart > longestQuotedRow)
          this.#leaveQuotes(byte, quote, base + at);
        continue;
      }
      if (this.#closing && byte === quote && !escapes) this.#closing = this.#afterQuote = !this.#afterQuote;
      else if (this.#closing && byte === quote) continue;
      else if (this.#closing && byte !== this.#newline && !this.#isDelimiter(byte)) {
        this.#afterQuote = false;
        if (byte !== space && byte !== carriageReturn) this.#closing = false;
      } else this.#leaveQuotes(byte, quote, base + at);
    }
  }

  /** A byte outside of quotes. */
  #leaveQuotes(byte: number, quote: number, offset: number): void {
    this.#quoted = byte === quote && this.#cellStart;
    this.#closing = false;
    if (byte === this.#newline) this.#endRow(offset + 1);
    else this.#cellStart = this.#isDelimiter(byte) || (this.#format.blanks && this.#cellStart && byte === space);
  }
}
