import { numberOf, type ColumnType } from './columns.ts';

export interface RowFilter {
  /** Undefined: any column. */
  readonly column?: number | undefined;
  readonly text: string;
}

const comparisons: Readonly<Record<string, (cell: number, value: number) => boolean>> = {
  '<': (cell, value) => cell < value,
  '<=': (cell, value) => cell <= value,
  '>': (cell, value) => cell > value,
  '>=': (cell, value) => cell >= value,
  '=': (cell, value) => cell === value,
  '!=': (cell, value) => cell !== value,
};

/**
 * Whether a row passes. Text is looked for anywhere in the cell, upper and lower case alike; on a number column it may
 * start with a comparison, such as `>= 5`.
 */
export function rowFilter(
  filter: RowFilter,
  types: readonly ColumnType[],
  decimalComma: boolean,
): (row: readonly string[]) => boolean {
  const { column } = filter;
  const wanted = filter.text.trim().toLowerCase();
  if (column === undefined) return (row) => row.some((cell) => cell.toLowerCase().includes(wanted));
  const [, operator, operand] = /^(<=|>=|!=|<|>|=)\s*(.+)$/u.exec(wanted) ?? [];
  const compare = operator === undefined ? undefined : comparisons[operator];
  const value = numberOf(operand ?? '', decimalComma);
  if (types[column] === 'number' && compare && !Number.isNaN(value)) {
    return (row) => compare(numberOf(row[column] ?? '', decimalComma), value);
  }
  return (row) => (row[column] ?? '').toLowerCase().includes(wanted);
}
