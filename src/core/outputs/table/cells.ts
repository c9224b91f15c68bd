/**
 * How a quote inside of a quoted cell is written: twice, or behind a backslash. `single`: cells are quoted by ' instead. `none`: quotes are text like
 * any other, as they are in many a TSV.
 */
export const quotings = ['doubled', 'backslash', 'single', 'none'] as const;

export type Quoting = (typeof quotings)[number];

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const backslash = 92;

export interface CellFormat {
  /** One character. A blank stands for any run of blanks and tabs, as R's write.table and read.table have it. */
  readonly delimiter: string;
  readonly quoting: Quoting;
  /** Blanks may stand before a cell's opening quote. They are no part of it. */
  readonly blanks: boolean;
}

export interface CellVisitor {
  /** A cell's text, its quotes left out, from `start` to `end` (exclusive). */
  readonly cell?: (start: number, end: number, column: number, isQuoted: boolean) => void;
  /** A row from `start` to its line end; an empty line has no cells. */
  readonly row?: (start: number, end: number, cells: number) => void;
}

/** What there is to say of quotes after a walk. */
export interface Walk {
  /** Quotes that end no cell and are not written as such inside of one. */
  readonly faults: number;
  /** Where a cell begins whose quotes are never closed. */
  readonly open: number | undefined;
  /** Cells that begin with blanks and then a quote. */
  readonly blankQuotes: number;
}

/** The character that cells are quoted by; empty when none is. */
export function quoteOf(quoting: Quoting): string {
  return quoting === 'none' ? '' : quoting === 'single' ? "'" : '"';
}

/** Walks through the cells of a text that begins at a row's start. `newline`: what ends a row; before a line feed a carriage return counts for nothing. */
export function walkCells(text: string, format: CellFormat, newline: '\n' | '\r', { cell, row }: CellVisitor): Walk {
  const { delimiter, quoting, blanks } = format;
  const runs = delimiter === ' ';
  const escapes = quoting === 'backslash';
  const quote = quoteOf(quoting);
  // Characters are compared as numbers: millions of cells are walked through.
  const quoteCode = quote === '' ? -1 : quote.charCodeAt(0);
  const delimiterCode = delimiter.charCodeAt(0);
  const newlineCode = newline.charCodeAt(0);
  const nextDelimiter = runs ? (from: number) => endOfRun(text, from, false) : finder(text, delimiter);
  const nextNewline = finder(text, newline);
  const contentEnd = (lineEnd: number): number =>
    newlineCode === lineFeed && text.charCodeAt(lineEnd - 1) === carriageReturn ? lineEnd - 1 : lineEnd;
  let faults = 0;
  let blankQuotes = 0;
  let open: number | undefined;
  let after = 0;

  function openingQuote(at: number): number {
    const code = text.charCodeAt(at);
    if (code === quoteCode) return at;
    if (code !== space || runs || quote === '') return -1;
    const past = pastBlanks(text, at, newlineCode);
    if (text.charCodeAt(past) !== quoteCode) return -1;
    blankQuotes++;
    return blanks ? past : -1;
  }

  /** The quote that closes the cell which `opening` opens; what follows it begins at `after`. */
  function closingQuote(opening: number): number {
    for (let close = text.indexOf(quote, opening + 1); close !== -1; close = text.indexOf(quote, close + 1)) {
      const following = text.charCodeAt(close + 1);
      if (escapes && text.charCodeAt(close - 1) === backslash) continue;
      if (!escapes && following === quoteCode) {
        close++;
        continue;
      }
      after =
        (runs && following === space) || following === delimiterCode
          ? close + 1
          : pastBlanks(text, close + 1, newlineCode);
      const next = text.charCodeAt(after);
      if (after >= text.length || next === delimiterCode || next === newlineCode || (runs && next === tab))
        return close;
      faults++;
    }
    open ??= opening;
    after = text.length;
    return after;
  }

  for (let at = 0; at < text.length; at++) {
    const start = at;
    let column = 0;
    let lineEnd = nextNewline(at);
    if (runs) at = endOfRun(text, at, true);
    while (at < contentEnd(lineEnd) || (column > 0 && !runs)) {
      const opening = openingQuote(at);
      if (opening === -1) {
        const end = Math.min(nextDelimiter(at), contentEnd(lineEnd));
        cell?.(at, end, column, false);
        at = end;
      } else {
        const close = closingQuote(opening);
        cell?.(opening + 1, close, column, true);
        at = after;
        lineEnd = nextNewline(at);
      }
      column++;
      if (at >= contentEnd(lineEnd)) break;
      at = runs ? endOfRun(text, at, true) : at + 1;
    }
    row?.(start, lineEnd, column);
    at = lineEnd;
  }
  return { faults, open, blankQuotes };
}

/** The text of a cell that a walk came by. */
export function cellText(text: string, start: number, end: number, isQuoted: boolean, quoting: Quoting): string {
  const cell = text.slice(start, end);
  if (!isQuoted) return cell;
  const quote = quoteOf(quoting);
  // Of the ways to replace, the fastest: millions of cells are read so.
  const plain = cell.includes(quote) ? cell.split(quoting === 'backslash' ? '\\"' : quote + quote).join(quote) : cell;
  return plain.includes('\r') ? plain.replaceAll('\r\n', '\n') : plain;
}

/** Where a run of blanks and tabs ends, or one of other characters up to the line's end. */
function endOfRun(text: string, from: number, ofBlanks: boolean): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isBlank = code === space || code === tab;
    if (isBlank !== ofBlanks || code === lineFeed || (code === carriageReturn && !ofBlanks)) break;
  }
  return at;
}

/** A carriage return before a line feed counts for nothing; in the files of old Macs it is the line's end. */
function pastBlanks(text: string, at: number, newlineCode: number): number {
  for (let past = at; ; past++) {
    const code = text.charCodeAt(past);
    if (code !== space && (code !== carriageReturn || newlineCode === carriageReturn)) return past;
  }
}

/** Tells where a character comes next from a place on, asked in order; the text's end where it does not. */
function finder(text: string, wanted: string): (from: number) => number {
  let known = -1;
  return (from) => {
    if (known < from) {
      const found = text.indexOf(wanted, from);
      known = found === -1 ? text.length : found;
    }
    return known;
  };
}
