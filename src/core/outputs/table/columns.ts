export type ColumnType = 'number' | 'boolean' | 'date' | 'text';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Without a name, as R's row names and the index of pandas are written. */
  readonly isRowNames?: true | undefined;
}

export interface Columns {
  readonly columns: readonly Column[];
  /** Rows at the top that name the columns: 0 or 1. */
  readonly headerRows: 0 | 1;
  readonly decimalComma: boolean;
}

const missing = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'NULL', 'null', 'None', '<NA>']);
const number = /^\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)\s*$/iu;
const commaNumber = /^\s*[+-]?\d+(?:,\d+)?(?:e[+-]?\d+)?\s*$/iu;
const date = /^\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/u;
const boolean = /^(?:true|false|t|f)$/iu;

const [plus, minus, point, zero] = [43, 45, 46, 48];
const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** What R, pandas and databases write for a value that is not there. */
export function isMissing(cell: string): boolean {
  return missing.has(cell);
}

/** Value of a cell of a number column; NaN for what is missing or no number. */
export function numberOf(cell: string, decimalComma = false): number {
  const plain = plainNumber(cell, 0, cell.length);
  if (!Number.isNaN(plain)) return plain;
  const text = decimalComma ? cell.replace(',', '.') : cell;
  if (isMissing(cell)) return Number.NaN;
  if (/^\s*[+-]?inf(?:inity)?\s*$/iu.test(text)) return text.includes('-') ? -Infinity : Infinity;
  return number.test(text) ? Number(text) : Number.NaN;
}

/**
 * The number that a stretch of a text is, when it has no more than a sign, fifteen digits and a point, as nearly all numbers are; else NaN. Millions are
 * read: this makes no text and no pattern of them.
 */
export function plainNumber(text: string, start: number, end: number): number {
  let at = start;
  const sign = text.charCodeAt(at);
  if (sign === minus || sign === plus) at++;
  let digits = 0;
  let value = 0;
  let behindPoint = -1;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= zero + 9) {
      value = value * 10 + code - zero;
      digits++;
      if (behindPoint >= 0) behindPoint++;
    } else if (code === point && behindPoint < 0) behindPoint = 0;
    else return Number.NaN;
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  // Both are whole numbers that JavaScript holds exactly: so the quotient is the nearest to what is written.
  const size = behindPoint > 0 ? value / (powers[behindPoint] ?? 1) : value;
  return sign === minus ? -size : size;
}

function typeOf(cells: readonly string[], decimalComma: boolean): ColumnType {
  const present = cells.filter((cell) => !isMissing(cell));
  if (present.length === 0) return 'text';
  const all = (pattern: RegExp) => present.every((cell) => pattern.test(cell));
  if (all(number) || (decimalComma && all(commaNumber))) return 'number';
  if (all(boolean)) return 'boolean';
  return all(date) ? 'date' : 'text';
}

const year = /^(?:1[5-9]|2[0-4])\d\d$/u;
const isTime = (cell: string): boolean => year.test(cell) || date.test(cell);

/** Whether the first row names the columns: told from what stands below, for names may be years, dates and other numbers. */
function looksLikeHeader(first: readonly string[], data: readonly (readonly string[])[]): boolean {
  if (first.length === 0 || first.every((cell) => cell === '')) return false;
  const values = first.filter((cell) => number.test(cell) || date.test(cell));
  const below = (column: number): string[] => data.map((row) => row[column] ?? '').filter((cell) => !isMissing(cell));
  if (values.length === 0) {
    // A single row of NA is data; so is a row of words that all come again below.
    const isRepeated = data.length > 1 && first.every((cell, column) => below(column).includes(cell));
    return !isRepeated && (data.length > 0 || !first.every(isMissing));
  }
  if (isNumbered(first, below)) return true;
  const all = first.map((cell, column) => ({ cell, cells: below(column) }));
  const columns = all.filter(({ cells }) => cells.length > 0);
  // A word above numbers names them.
  if (columns.some(({ cell, cells }) => isWord(cell) && cells.every((each) => number.test(each)))) return true;
  // So do years and days, of which each stands once, above what is not all years and days too.
  const names = all.filter(({ cell }) => isTime(cell));
  const isSeries = values.length > 1 && values.every(isTime) && new Set(values).size === values.length;
  if (isSeries && names.every(({ cells }) => cells.length === 0)) return data.length > 0;
  return isSeries && names.some(({ cells }) => cells.some((each) => !isTime(each)));
}

function isWord(cell: string): boolean {
  return /\p{L}/u.test(cell) && !isMissing(cell) && !number.test(cell) && !date.test(cell);
}

/** Columns that are called 0, 1, 2 …, as pandas calls those without names: beside its index, or above what is no such number. */
function isNumbered(first: readonly string[], below: (column: number) => string[]): boolean {
  const hasIndex = first[0] === '';
  const names = hasIndex ? first.slice(1) : first;
  if (names.length < 2 || !names.every((name, at) => name === String(at))) return false;
  return hasIndex || names.every((_, column) => below(column).some((cell) => !/^-?\d+$/u.test(cell)));
}

/**
 * Names and types of the columns, from rows at the head of the file. A header that is one cell short has R's row names beside
 * it: their column gets no name, unless
 * it is only that each row ends with a delimiter. With `;` between cells, numbers may have a decimal comma. `hasHeader`: what the user says of the first row.
 */
export function detectColumns(rows: readonly (readonly string[])[], delimiter: string, hasHeader?: boolean): Columns {
  const [first, ...rest] = rows;
  if (!first) return { columns: [], headerRows: 0, decimalComma: false };
  const header = hasHeader ?? looksLikeHeader(first, rest);
  const data = header ? rest : rows;
  const width = data.reduce((widest, row) => Math.max(widest, row.length), first.length);
  const isShort = header && data.length > 0 && data.every((row) => row.length === 0 || row.length === first.length + 1);
  const rowNames = isShort && data.some((row) => (row.at(-1) ?? '') !== '');
  const names = header ? (rowNames ? ['', ...first] : first) : [];
  const decimalComma = delimiter === ';' && data.some((row) => row.some((cell) => /^[+-]?\d+,\d+$/u.test(cell)));
  const columns = Array.from({ length: width }, (_, column) => ({
    name: names[column] ?? '',
    ...(column === 0 && header && names[0] === '' && width > 1 && { isRowNames: true as const }),
    type: typeOf(
      data.map((row) => row[column] ?? ''),
      decimalComma,
    ),
  }));
  return { columns, headerRows: header ? 1 : 0, decimalComma };
}
