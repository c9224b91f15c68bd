import type { TextEncodingName } from '../textEncoding.ts';
import { cellText, walkCells, type Quoting } from './cells.ts';
import { guessDelimiter } from './delimiter.ts';
import { detectQuotes, type Quotes } from './quoting.ts';

/** How the bytes of a table become cells. */
export interface TableFormat extends Quotes {
  /** One character; a blank stands for any run of blanks and tabs. */
  readonly delimiter: string;
  /** Byte that ends a row: line feed, or carriage return in files of old Macs. */
  readonly newline: number;
  readonly encoding: TextEncodingName;
  /** The encoding was found by looking at the head: what is not UTF-8 further down is taken for Windows' Latin. */
  readonly isEncodingGuessed: boolean;
  /** Bytes in front of the first row: Excel's `sep=;`, comments, a title. */
  readonly headLength: number;
  /** Empty lines are no rows, as for R and pandas; in a table of one column they may be empty cells. */
  readonly skipsEmptyLines: boolean;
}

/** What a person says of a table's format; what they leave out is found by looking. */
export interface FormatChoice {
  readonly delimiter?: string | undefined;
  readonly quoting?: Quoting | undefined;
  readonly encoding?: TextEncodingName | undefined;
}

const lineFeed = 10;
const carriageReturn = 13;

export interface Sample {
  /** Of the table's head; may end in the middle of a row. */
  readonly text: string;
  /** It is all of the file. */
  readonly isWhole: boolean;
  readonly encoding: TextEncodingName;
}

/**
 * From a sample of the head. What a person chose wins, then a delimiter that the file itself names, then the tab where a file of that name
 * has one.
 */
export function detectFormat(
  { text, isWhole, encoding }: Sample,
  name: string,
  choice: FormatChoice = {},
): TableFormat {
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const [hint = '', named] = /^"?sep=([\t -~])"?(?:\r?\n|\r)/iu.exec(text) ?? [];
  const head = hint === '' ? preamble(text, newline) : hint;
  const rows = text.slice(head.length);
  const tabbed = /\.(?:tsv|tab)$/iu.test(name) && rows.includes('\t') ? '\t' : undefined;
  const guessed = choice.delimiter ?? named ?? tabbed ?? guessDelimiter(rows.slice(0, 65_536), newline, isWhole);
  const delimiter = guessed ?? ',';
  const found = detectQuotes(rows, { delimiter, newline }, isWhole);
  const quotes = choice.quoting === undefined ? found : { quoting: choice.quoting, blanks: found.blanks };
  return {
    delimiter,
    newline: newline === '\n' ? lineFeed : carriageReturn,
    encoding,
    isEncodingGuessed: choice.encoding === undefined,
    headLength: encoding === 'utf-8' ? new TextEncoder().encode(head).length : head.length,
    skipsEmptyLines: guessed !== undefined && rows.includes(delimiter),
    ...quotes,
  };
}

/**
 * What stands above the first row: lines of comment (`# made by ...`), of which the last is the header when it has as many cells as what follows it; or
 * a title, and an empty line.
 */
function preamble(text: string, newline: '\n' | '\r'): string {
  const lines = text.slice(0, 16_384).split(newline);
  const comments = lines.findIndex((line) => !line.startsWith('#'));
  if (comments > 0) {
    const cells = (line = ''): number => line.split(/[,;\t|]/u).length;
    const named = cells(lines[comments - 1]) === cells(lines[comments]) && cells(lines[comments]) > 1;
    return textOf(lines.slice(0, named ? comments - 1 : comments));
  }
  const empty = lines.slice(0, 10).findIndex((line) => line.trim() === '');
  const title = lines.slice(0, Math.max(0, empty));
  const [header = '', row = ''] = lines.slice(empty + 1);
  const delimiter = /[,;\t|]/u.exec(header)?.[0];
  if (delimiter === undefined || !row.includes(delimiter)) return '';
  if (title.length === 0 || title.some((line) => line.includes(delimiter))) return '';
  return textOf([...title, '']);

  function textOf(above: readonly string[]): string {
    return above.map((line) => line + newline).join('');
  }
}

/** The text of a stretch of a table that begins and ends at a row's boundary. */
export function decodeRows(bytes: Uint8Array, { encoding, isEncodingGuessed }: TableFormat): string {
  if (encoding !== 'utf-8' || !isEncodingGuessed) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The character that ends a row. */
export function newlineOf({ newline }: TableFormat): '\n' | '\r' {
  return newline === lineFeed ? '\n' : '\r';
}

/** Rows of a stretch of a table that begins and ends at a row's boundary. An empty line that counts is a row without cells. */
export function parseRows(text: string, format: TableFormat): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  walkCells(text, format, newlineOf(format), {
    cell: (start, end, _column, isQuoted) => {
      cells.push(cellText(text, start, end, isQuoted, format.quoting));
    },
    row: () => {
      if (cells.length > 0 || !format.skipsEmptyLines) rows.push(cells);
      cells = [];
    },
  });
  return rows;
}
