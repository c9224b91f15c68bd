/** How a quote inside of a quoted cell is written; `none`: quotes are text like any other, as they are in many a TSV. */
export type Quoting = 'doubled' | 'backslash' | 'none';

export interface Quotes {
  readonly quoting: Quoting;
  /** Blanks may stand before a cell's opening quote. They are no part of it. */
  readonly blanks: boolean;
}

interface Separators {
  readonly delimiter: string;
  readonly newline: string;
}

/** What a reader that goes by some way of quoting meets. */
interface Walk {
  /** Quotes that end no cell and are not written as such inside of one. */
  readonly faults: number;
  /** Where a cell begins whose quotes are never closed. */
  readonly open: number | undefined;
  /** Cells that begin with blanks and then a quote, when blanks count. */
  readonly blankQuotes: number;
}

/** Characters of a cell that is still open at the end of a sample, from which on its quote is taken for a stray one. */
const longestOpen = 64 * 1024;

/**
 * Looks for the way of quoting by which the sample has no fault: doubled quotes, as most programs write them; backslashes, as R's
 * write.table does; both also behind blanks. Where none is without, quotes that swallow all that follows are text. `isWhole`: the sample
 * is all of the file.
 */
export function detectQuotes(sample: string, separators: Separators, isWhole: boolean): Quotes {
  const usual: Quotes = { quoting: 'doubled', blanks: false };
  if (!sample.includes('"')) return usual;
  const isStray = ({ open }: Walk): boolean =>
    open !== undefined && (isWhole ? sample.includes(separators.newline, open) : sample.length - open > longestOpen);
  const isClean = (walk: Walk): boolean => walk.faults === 0 && !isStray(walk);
  const plain = walkQuotes(sample, separators, usual);
  const blanks = plain.blankQuotes > 0;
  const ways: Quotes[] = [
    ...(blanks ? [{ quoting: 'doubled', blanks } as const] : []),
    usual,
    ...(sample.includes('\\"') ? [{ quoting: 'backslash', blanks } as const] : []),
  ];
  const found = ways.find((way) => isClean(way === usual ? plain : walkQuotes(sample, separators, way)));
  if (found !== undefined) return found;
  return isStray(plain) || separators.delimiter === '\t' ? { quoting: 'none', blanks: false } : usual;
}

/** Takes the blanks before opening quotes away: the reader of cells knows none. */
export function withoutBlanks(text: string, separators: Separators, quotes: Quotes): string {
  let kept = '';
  let done = 0;
  walkQuotes(text, separators, quotes, (start, end) => {
    kept += text.slice(done, start);
    done = end;
  });
  return kept + text.slice(done);
}

function walkQuotes(
  text: string,
  { delimiter, newline }: Separators,
  { quoting, blanks }: Quotes,
  onBlanks?: (start: number, end: number) => void,
): Walk {
  const nextDelimiter = finder(text, delimiter);
  const nextNewline = finder(text, newline);
  let faults = 0;
  let blankQuotes = 0;
  for (let at = 0; at < text.length; at++) {
    const first = pastBlanks(text, at, newline);
    const isQuote = text[first] === '"';
    if (isQuote && first > at) blankQuotes++;
    if (!isQuote || (first > at && !blanks)) {
      at = Math.min(nextDelimiter(at), nextNewline(at));
      continue;
    }
    if (first > at) onBlanks?.(at, first);
    let end: number | undefined;
    for (let close = text.indexOf('"', first + 1); end === undefined; close = text.indexOf('"', close + 1)) {
      if (close === -1) return { faults, open: first, blankQuotes };
      if (quoting === 'backslash' && text[close - 1] === '\\') continue;
      if (quoting === 'doubled' && text[close + 1] === '"') {
        close++;
        continue;
      }
      const after = pastBlanks(text, close + 1, newline);
      if (after === text.length || text[after] === delimiter || text[after] === newline) end = after;
      else faults++;
    }
    at = end;
  }
  return { faults, open: undefined, blankQuotes };
}

/** A carriage return before a line feed counts for nothing; in the files of old Macs it is the line's end. */
function pastBlanks(text: string, at: number, newline: string): number {
  let past = at;
  while (text[past] === ' ' || (text[past] === '\r' && newline !== '\r')) past++;
  return past;
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
