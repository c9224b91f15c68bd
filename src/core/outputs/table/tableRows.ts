import { cellText, quoteOf, walkCells, type Quoting } from './cells.ts';
import { isMissing, numberOf, plainNumber, type ColumnType } from './columns.ts';
import { compareExactly, mayBeRounded } from './exactNumber.ts';
import { newlineOf, type TableFormat } from './format.ts';
import { cellFilter, wantedText, type RowFilter } from './rowFilter.ts';
import { sortByKeys } from './sortRows.ts';
import { TextRanks } from './textRanks.ts';

export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

export interface TableShape {
  readonly format: TableFormat;
  readonly types: readonly ColumnType[];
  readonly decimalComma: boolean;
  /** Rows at the top that name the columns. */
  readonly headerRows: number;
  /** Of data, the header not among them. */
  readonly rowCount: number;
}

/** A stretch of whole rows of the table. */
export interface TablePiece {
  readonly text: string;
  /** Number of its first row, the header counted. */
  readonly row: number;
}

/** What a column is sorted by. */
interface ColumnKeys {
  /** By row; NaN where there is nothing. */
  readonly keys: Float64Array;
  /** 1 where a number is written that JavaScript's own may have rounded. */
  readonly rounded: Uint8Array | undefined;
}

const carriageReturn = 13;

/** Columns whose keys are kept: 9 MB each for a million rows. */
const keptColumns = 4;
/** Characters of what is written for a value that is not there. */
const longestMissing = 4;

/** Sorts and filters all rows of a table, of which it only ever sees a piece at a time. What was read of a column is kept. */
export class TableRows {
  readonly #shape: TableShape;
  readonly #pieces: () => Iterable<TablePiece>;
  readonly #keys = new Map<number, ColumnKeys>();
  #filtered: { readonly filter: string; readonly rows: Uint32Array<ArrayBuffer> } | undefined;

  /** `pieces` are all there are, in order, whenever they are asked for. */
  constructor(shape: TableShape, pieces: () => Iterable<TablePiece>) {
    this.#shape = shape;
    this.#pieces = pieces;
  }

  /** Numbers of the rows that pass, as they are to be shown. */
  view(sort: TableSort | undefined, filter: RowFilter | undefined): Uint32Array<ArrayBuffer> {
    const rows = filter
      ? Uint32Array.from(this.#filter(filter))
      : Uint32Array.from({ length: this.#shape.rowCount }, (_, at) => at);
    if (!sort) return rows;
    const column = this.#keysOf(sort.column);
    sortByKeys(rows, column.keys, sort.descending);
    if (column.rounded) this.#sortRounded(rows, sort, column.keys, column.rounded);
    return rows;
  }

  #filter(filter: RowFilter): Uint32Array<ArrayBuffer> {
    const name = JSON.stringify([filter.column, filter.text]);
    if (this.#filtered?.filter === name) return this.#filtered.rows;
    const { types, decimalComma } = this.#shape;
    const passes = cellFilter(filter, types, decimalComma);
    const found: number[] = [];
    if (filter.column === undefined) this.#search(wantedText(filter), passes, found);
    else {
      this.#readColumn(filter.column, (row, cell) => {
        if (passes(cell)) found.push(row);
      });
    }
    const rows = Uint32Array.from(found);
    this.#filtered = { filter: name, rows };
    return rows;
  }

  /** Rows with a text in any cell. Where it can not go over the border of a cell, it is looked for in the text of the file, which is much faster. */
  #search(wanted: string, passes: (cell: string) => boolean, found: number[]): void {
    const { format, headerRows } = this.#shape;
    const { delimiter, quoting } = format;
    const borders = [delimiter, quoteOf(quoting), '\r', '\n', '\\', ...(delimiter === ' ' ? ['\t'] : [])];
    const isWithin = !borders.some((border) => border !== '' && wanted.includes(border));
    for (const { text, row: first } of this.#pieces()) {
      const lower = text.toLowerCase();
      const isFast = isWithin && lower.length === text.length;
      let hit = isFast ? lower.indexOf(wanted) : -1;
      if (isFast && hit === -1) continue;
      let row = first - headerRows;
      let has = false;
      walkCells(text, format, newlineOf(format), {
        ...(!isFast && {
          cell: (start, end, _column, isQuoted) => {
            has ||= passes(cellText(text, start, end, isQuoted, quoting));
          },
        }),
        row: (start, end, cells) => {
          if (cells === 0 && format.skipsEmptyLines) return;
          if (isFast) {
            if (hit !== -1 && hit < start) hit = lower.indexOf(wanted, start);
            has = hit !== -1 && hit < end;
          }
          if (has && row >= 0) found.push(row);
          has = false;
          row++;
        },
      });
    }
  }

  /** The cells of a column, row by row; an empty one where a row ends before it. */
  #readColumn(wanted: number, onCell: (row: number, cell: string) => void): void {
    const { quoting } = this.#shape.format;
    this.#walkColumn(wanted, (row, text, start, end, isQuoted) => {
      onCell(row, cellText(text, start, end, isQuoted, quoting));
    });
  }

  #walkColumn(
    wanted: number,
    onCell: (row: number, text: string, start: number, end: number, isQuoted: boolean) => void,
  ): void {
    const { format, headerRows } = this.#shape;
    for (const { text, row: first } of this.#pieces()) {
      let row = first - headerRows;
      let [from, to, quoted] = [0, 0, false];
      walkCells(text, format, newlineOf(format), {
        cell: (start, end, column, isQuoted) => {
          if (column !== wanted) return;
          from = start;
          to = end;
          quoted = isQuoted;
        },
        row: (_start, _end, cells) => {
          if (cells === 0 && format.skipsEmptyLines) return;
          if (row >= 0) onCell(row, text, from, to, quoted);
          from = to = 0;
          row++;
        },
      });
    }
  }

  #keysOf(column: number): ColumnKeys {
    const known = this.#keys.get(column);
    this.#keys.delete(column);
    const keys = known ?? (this.#shape.types[column] === 'number' ? this.#numbersOf(column) : this.#ranksOf(column));
    this.#keys.set(column, keys);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > keptColumns && oldest !== undefined) this.#keys.delete(oldest);
    return keys;
  }

  #numbersOf(column: number): ColumnKeys {
    const { rowCount, decimalComma, format } = this.#shape;
    const { quoting } = format;
    const keys = new Float64Array(rowCount).fill(Number.NaN);
    const rounded = new Uint8Array(rowCount);
    this.#walkColumn(column, (row, text, start, end, isQuoted) => {
      const plain = plainNumber(text, start, end);
      if (!Number.isNaN(plain)) {
        keys[row] = plain;
        return;
      }
      const cell = cellText(text, start, end, isQuoted, quoting);
      keys[row] = numberOf(cell, decimalComma);
      if (!mayBeRounded(cell)) return;
      rounded[row] = 1;
    });
    return { keys, rounded: rounded.includes(1) ? rounded : undefined };
  }

  #ranksOf(column: number): ColumnKeys {
    const { rowCount, format } = this.#shape;
    const texts = new TextRanks(rowCount);
    this.#walkColumn(column, (row, text, start, end, isQuoted) => {
      const isLong = end - start > longestMissing;
      if (isLong && !(isQuoted && mayDiffer(text, start, end, format.quoting))) texts.add(row, text, start, end);
      else {
        const cell = cellText(text, start, end, isQuoted, format.quoting);
        if (!isMissing(cell)) texts.add(row, cell, 0, cell.length);
      }
    });
    return { keys: texts.ranks(), rounded: undefined };
  }

  /** Numbers that are one to JavaScript need not be to whoever wrote them: such are read once more, and compared as they are written. */
  #sortRounded(rows: Uint32Array, { column, descending }: TableSort, keys: Float64Array, rounded: Uint8Array): void {
    const runs: { readonly start: number; readonly end: number }[] = [];
    const texts = new Map<number, string>();
    for (let start = 0; start < rows.length;) {
      const key = keys[rows[start] ?? 0];
      let end = start;
      let isRounded = false;
      do isRounded ||= rounded[rows[end] ?? 0] === 1;
      while (++end < rows.length && keys[rows[end] ?? 0] === key);
      if (end - start > 1 && isRounded) {
        runs.push({ start, end });
        for (const row of rows.subarray(start, end)) texts.set(row, '');
      }
      start = end;
    }
    if (runs.length === 0) return;
    this.#readColumn(column, (row, cell) => {
      if (texts.has(row)) texts.set(row, this.#shape.decimalComma ? cell.replace(',', '.') : cell);
    });
    const sign = descending ? -1 : 1;
    for (const { start, end } of runs)
      rows.subarray(start, end).sort((a, b) => sign * compareExactly(texts.get(a) ?? '', texts.get(b) ?? '') || a - b);
  }
}

/** A quoted cell has quotes or line ends in it, which are not as they are written. */
function mayDiffer(text: string, start: number, end: number, quoting: Quoting): boolean {
  const quote = quoteOf(quoting).charCodeAt(0);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || code === carriageReturn) return true;
  }
  return false;
}
