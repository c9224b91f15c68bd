import Papa from 'papaparse';
import type { TextEncodingName } from '../textEncoding.ts';

/** How the bytes of a table become cells. */
export interface TableFormat {
  readonly delimiter: string;
  /** Byte that ends a row: line feed, or carriage return in files of old Macs. */
  readonly newline: number;
  readonly encoding: TextEncodingName;
}

const lineFeed = 10;
const carriageReturn = 13;

/** From a sample of the head, which may end in the middle of a row. Tab-separated by name wins wherever a tab occurs. */
export function detectFormat(sample: string, name: string, encoding: TextEncodingName): TableFormat {
  const newline = sample.includes('\n') || !sample.includes('\r') ? lineFeed : carriageReturn;
  const tabbed = /\.(?:tsv|tab)$/iu.test(name) && sample.includes('\t');
  const delimiter = tabbed ? '\t' : guessDelimiter(sample.slice(0, 65_536));
  return { delimiter, newline, encoding };
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
  const newline = format.newline === lineFeed ? '\n' : '\r';
  const clean = format.newline === lineFeed && text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  const whole = clean.endsWith(newline) ? clean.slice(0, -1) : clean;
  if (whole === '') return text === '' ? [] : [[]];
  const parsed = Papa.parse<string[]>(whole, { delimiter: format.delimiter, newline, header: false });
  return parsed.data.map((row) => (row.length === 1 && row[0] === '' ? [] : row));
}
