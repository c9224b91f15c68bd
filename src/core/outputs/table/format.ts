import Papa from 'papaparse';
import type { TextEncodingName } from '../textEncoding.ts';
import { detectQuotes, withoutBlanks, type Quotes } from './quoting.ts';

/** How the bytes of a table become cells. */
export interface TableFormat extends Quotes {
  readonly delimiter: string;
  /** Byte that ends a row: line feed, or carriage return in files of old Macs. */
  readonly newline: number;
  readonly encoding: TextEncodingName;
  /** Bytes of a first line that only names the delimiter, as Excel understands it: `sep=;`. */
  readonly hintLength: number;
}

const lineFeed = 10;
const carriageReturn = 13;

const delimiterHint = /^"?sep=([\t -~])"?\r?\n/iu;

export interface Sample {
  /** Of the table's head; may end in the middle of a row. */
  readonly text: string;
  /** It is all of the file. */
  readonly isWhole: boolean;
  readonly encoding: TextEncodingName;
}

/** From a sample of the head. A delimiter that the file itself names wins, then the tab where a file of that name has one. */
export function detectFormat({ text, isWhole, encoding }: Sample, name: string): TableFormat {
  const newline = text.includes('\n') || !text.includes('\r') ? lineFeed : carriageReturn;
  const [hint = '', named] = delimiterHint.exec(text) ?? [];
  const rows = text.slice(hint.length);
  const tabbed = /\.(?:tsv|tab)$/iu.test(name) && rows.includes('\t');
  const delimiter = named ?? (tabbed ? '\t' : guessDelimiter(rows.slice(0, 65_536)));
  const quotes = detectQuotes(rows, { delimiter, newline: newlineText(newline) }, isWhole);
  return { delimiter, newline, encoding, hintLength: hint.length, ...quotes };
}

function newlineText(newline: number): '\n' | '\r' {
  return newline === lineFeed ? '\n' : '\r';
}

function guessDelimiter(sample: string): string {
  const guessed = Papa.parse<string[]>(sample, {
    preview: 50,
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t', '|'],
  }).meta.delimiter;
  return [',', ';', '\t', '|'].includes(guessed) ? guessed : ',';
}

/** Rows of a stretch of a table that begins and ends at a row's boundary. An empty line is a row without cells. */
export function parseRows(text: string, format: TableFormat): string[][] {
  const { delimiter, quoting, blanks } = format;
  const newline = newlineText(format.newline);
  const clean = newline === '\n' && text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  const whole = clean.endsWith(newline) ? clean.slice(0, -1) : clean;
  if (whole === '') return text === '' ? [] : [[]];
  const rows = blanks ? withoutBlanks(whole, { delimiter, newline }, format) : whole;
  const parsed = Papa.parse<string[]>(rows, {
    delimiter,
    newline,
    header: false,
    ...(quoting === 'none' && { fastMode: true }),
    ...(quoting === 'backslash' && { escapeChar: '\\' }),
  });
  return parsed.data.map((row) => (row.length === 1 && row[0] === '' ? [] : row));
}
