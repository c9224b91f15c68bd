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

/** What is looked for, in lower case: anywhere in a cell. */
export function wantedText({ text }: RowFilter): string {
  return text.trim().toLowerCase();
}

/**
 * Whether a cell passes. Text is looked for anywhere in the cell, upper and lower case alike; on a number column it may
 * start with a comparison, such as `>= 5`.
 */
export function cellFilter(
  filter: RowFilter,
  types: readonly ColumnType[],
  decimalComma: boolean,
): (cell: string) => boolean {
  const { column } = filter;
  const wanted = wantedText(filter);
  const [, operator, operand] = /^(<=|>=|!=|<|>|=)\s*(.+)$/u.exec(wanted) ?? [];
  const compare = operator === undefined ? undefined : comparisons[operator];
  const value = numberOf(operand ?? '', decimalComma);
  if (column !== undefined && types[column] === 'number' && compare && !Number.isNaN(value)) {
    const exact = (text: string): string => (decimalComma ? text.replace(',', '.') : text);
    const wantedNumber = exact(operand ?? '');
    const orderOf = (cell: string, number: number): number => {
      if (number !== value) return number < value ? -1 : 1;
      return mayBeRounded(cell) || mayBeRounded(wantedNumber) ? compareExactly(exact(cell), wantedNumber) : 0;
    };
    return (cell) => {
      const number = numberOf(cell, decimalComma);
      // What is missing is neither less nor more, but it is not equal.
      return Number.isNaN(number) ? operator === '!=' : compare(orderOf(cell, number));
    };
  }
  return (cell) => cell.toLowerCase().includes(wanted);
}
