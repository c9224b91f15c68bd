import { numberOf, type ColumnType } from './columns.ts';
import { compareExactly, mayBeRounded } from './exactNumber.ts';

export interface RowFilter {
  /** Undefined: any column. */
  readonly column?: number | undefined;
  readonly text: string;
}

/** By the order of cell and value: below zero when the cell is less. */
const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
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
    const exact = (text: string): string => (decimalComma ? text.replace(',', '.') : text);
    const wantedText = exact(operand ?? '');
    const orderOf = (cell: string, number: number): number => {
      if (number !== value) return number < value ? -1 : 1;
      return mayBeRounded(cell) || mayBeRounded(wantedText) ? compareExactly(exact(cell), wantedText) : 0;
    };
    return (row) => {
      const cell = row[column] ?? '';
      const number = numberOf(cell, decimalComma);
      // What is missing is neither less nor more, but it is not equal.
      return Number.isNaN(number) ? operator === '!=' : compare(orderOf(cell, number));
    };
  }
  return (row) => (row[column] ?? '').toLowerCase().includes(wanted);
}
