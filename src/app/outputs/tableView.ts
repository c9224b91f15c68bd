import { setImmediate } from 'node:timers/promises';
import { isMissing, numberOf } from '../../core/outputs/table/columns.ts';
import { rowFilter, type RowFilter } from '../../core/outputs/table/rowFilter.ts';
import { compareExactly, mayBeRounded } from '../../core/outputs/table/exactNumber.ts';
import { compareCells, sortedPositions } from '../../core/outputs/table/sortRows.ts';
import type { TableFile } from './tableFile.ts';

export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

export interface TableViewOptions {
  readonly table: TableFile;
  readonly sort?: TableSort | undefined;
  readonly filter?: RowFilter | undefined;
  /** Rows whose bytes lie within this many are loaded; sorting and filtering see no others. */
  readonly loadLimit: number;
  readonly signal: AbortSignal;
}

export interface TableView {
  /** Numbers of the table's rows, in the order they are shown. */
  readonly order: Uint32Array;
  /** Rows that were looked at, from the top of the file. */
  readonly loadedRows: number;
  /** They are all there are. */
  readonly complete: boolean;
}

const stretch = 2000;

/** Sorts and filters the rows at the head of a table, as far as they are loaded. Leaves room for other work all along. */
export async function viewTable(options: TableViewOptions): Promise<TableView> {
  const { table, sort, filter, loadLimit, signal } = options;
  const { columns, decimalComma } = table.columns;
  const types = columns.map((column) => column.type);
  const passes = filter ? rowFilter(filter, types, decimalComma) : () => true;
  const numeric = sort !== undefined && types[sort.column] === 'number';
  await table.scan(loadLimit, () => undefined, signal);
  const loadedRows = table.rowsWithin(loadLimit);

  const kept: number[] = [];
  const numbers: number[] = [];
  /** Numbers that JavaScript's own may round, as they are written. */
  const long = new Map<number, string>();
  const texts: string[] = [];
  for (let start = 0; start < loadedRows; start += stretch) {
    signal.throwIfAborted();
    const rows = await table.rows(start, Math.min(start + stretch, loadedRows));
    for (const [at, row] of rows.entries()) {
      if (!passes(row)) continue;
      kept.push(start + at);
      if (!sort) continue;
      const cell = row[sort.column] ?? '';
      if (numeric) {
        if (mayBeRounded(cell)) long.set(numbers.length, decimalComma ? cell.replace(',', '.') : cell);
        numbers.push(numberOf(cell, decimalComma));
      } else texts.push(isMissing(cell) ? '' : cell);
    }
    await setImmediate();
  }
  const complete = table.extent.exact && loadedRows >= table.extent.rowCount;
  if (!sort) return { order: Uint32Array.from(kept), loadedRows, complete };

  const compare = compareCells(sort.descending);
  /** Numbers that are one to JavaScript need not be to whoever wrote them. */
  const compareLong = (a: number, b: number): number => {
    if (!long.has(a) && !long.has(b)) return 0;
    const exactly = compareExactly(long.get(a) ?? String(numbers[a]), long.get(b) ?? String(numbers[b]));
    return sort.descending ? -exactly : exactly;
  };
  const sorting = sortedPositions(
    kept.length,
    numeric
      ? (a, b) => compare.numbers(numbers[a] ?? Number.NaN, numbers[b] ?? Number.NaN) || compareLong(a, b) || a - b
      : (a, b) => compare.texts(texts[a] ?? '', texts[b] ?? '') || a - b,
  );
  let step = sorting.next();
  for (; step.done !== true; step = sorting.next()) {
    signal.throwIfAborted();
    await setImmediate();
  }
  return { order: step.value.map((position) => kept[position] ?? 0), loadedRows, complete };
}
