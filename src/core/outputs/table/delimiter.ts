import { cellText, walkCells } from './cells.ts';
import { detectQuotes } from './quoting.ts';

/** In the order in which they are preferred: between tabs or semicolons there are commas, not the other way round. The last two are Hive's and ASCII's own. */
const candidates = ['\t', ';', '|', ',', '\u0001', '\u001f'];
const mostRows = 200;

/**
 * The character by which the sample falls into rows of one width, all of them with the first; undefined when there is none: a single column. Blanks
 * separate cells, as in R's write.table, where nothing else does.
 */
export function guessDelimiter(sample: string, newline: '\n' | '\r', isWhole: boolean): string | undefined {
  let best: { delimiter: string; score: number } | undefined;
  for (const delimiter of candidates) {
    if (!sample.includes(delimiter)) continue;
    const score = scoreOf(rowsBy(delimiter, sample, newline, isWhole));
    if (score > (best?.score ?? 0)) best = { delimiter, score };
  }
  if (best) return best.delimiter;
  const rows = rowsBy(' ', sample, newline, isWhole);
  return scoreOf(rows) > 0.9 && hasValues(rows) ? ' ' : undefined;
}

interface Row {
  readonly cells: string[];
  /** The first cell is in quotes. */
  readonly isQuoted: boolean;
}

/** The first rows; none when they make no sense so. */
function rowsBy(delimiter: string, sample: string, newline: '\n' | '\r', isWhole: boolean): Row[] {
  const quotes = detectQuotes(sample, { delimiter, newline }, isWhole);
  const rows: Row[] = [];
  let cells: string[] = [];
  let isFirstQuoted = false;
  const { faults } = walkCells(sample, { delimiter, ...quotes }, newline, {
    cell: (start, end, column, isQuoted) => {
      cells.push(rows.length < mostRows ? cellText(sample, start, end, isQuoted, quotes.quoting) : '');
      if (column === 0) isFirstQuoted = isQuoted;
    },
    row: () => {
      if (cells.length > 0 && rows.length < mostRows) rows.push({ cells, isQuoted: isFirstQuoted });
      cells = [];
    },
  });
  if (faults > 0) return [];
  // The last one may be cut off.
  return isWhole || rows.length >= mostRows ? rows : rows.slice(0, -1);
}

/** The share of rows of the width that most have; 0 when the first row, which may be one short beside R's row names, speaks against it. */
function scoreOf(rows: readonly Row[]): number {
  const [first, ...others] = rows;
  if (!first) return 0;
  const width = first.cells.length;
  const data = others.length > 0 ? others : rows;
  const counts = new Map<number, number>();
  for (const { cells } of data) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual = 0, count = 0] = [...counts].toSorted(([a, m], [b, n]) => n - m || b - a)[0] ?? [];
  if (width === 1) return usual === 2 && hasRowNames(data) ? count / data.length : 0;
  // Rows of every width: all that is known is that the first has several cells.
  return Math.abs(width - usual) <= 1 ? count / data.length : 0.01;
}

/** A column with R's row names before it: in quotes, or numbered from 1. */
function hasRowNames(rows: readonly Row[]): boolean {
  return rows.every(({ cells, isQuoted }, at) => isQuoted || cells[0] === String(at + 1));
}

/** Words of a text stand between blanks as well: numbers or quotes make a table of it. */
function hasValues(rows: readonly Row[]): boolean {
  const [, ...data] = rows;
  const [first] = data;
  if (!first) return false;
  if (data.every(({ isQuoted }) => isQuoted)) return true;
  return first.cells.some((_, column) =>
    data.every(({ cells }) => /^(?:NA|[+-]?\d[\d.]*(?:e[+-]?\d+)?)$/iu.test(cells[column] ?? '')),
  );
}
