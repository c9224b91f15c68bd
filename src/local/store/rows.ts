import type { SQLOutputValue } from 'node:sqlite';

/** A row as `node:sqlite` reads it. The tables are STRICT, so a column of another type than asked for is a fault of ours. */
export type Row = Record<string, SQLOutputValue>;

export function readText(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`${column} is not text`);
  return value;
}

export function readNumber(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`${column} is not a number`);
  return value;
}

export function readOptionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : readText(row, column);
}

export function readOptionalNumber(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : readNumber(row, column);
}

/** A column of milliseconds since 1970. */
export function readDate(row: Row, column: string): Date | undefined {
  const time = readOptionalNumber(row, column);
  return time === undefined ? undefined : new Date(time);
}
