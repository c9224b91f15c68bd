import { walkCells, type CellFormat, type Quoting, type Walk } from './cells.ts';

export interface Quotes {
  readonly quoting: Quoting;
  /** Blanks may stand before a cell's opening quote. They are no part of it. */
  readonly blanks: boolean;
}

interface Separators {
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
}

/** Characters of a cell that is still open at the end of a sample, from which on its quote is taken for a stray one. */
const longestOpen = 64 * 1024;

/**
 * Looks for the way of quoting by which the sample has no fault: doubled quotes, as most programs write them; backslashes, as R's
 * write.table does; both also behind blanks. Where none is without, quotes that swallow all that follows are text. `isWhole`: the sample
 * is all of the file.
 */
export function detectQuotes(sample: string, { delimiter, newline }: Separators, isWhole: boolean): Quotes {
  const usual: Quotes = { quoting: 'doubled', blanks: false };
  if (!sample.includes('"')) return usual;
  const walk = (quotes: Quotes): Walk => walkCells(sample, { delimiter, ...quotes } satisfies CellFormat, newline, {});
  const isStray = ({ open }: Walk): boolean =>
    open !== undefined && (isWhole ? sample.includes(newline, open) : sample.length - open > longestOpen);
  const isClean = (walked: Walk): boolean => walked.faults === 0 && !isStray(walked);
  const plain = walk(usual);
  const blanks = plain.blankQuotes > 0;
  const ways: Quotes[] = [
    ...(blanks ? [{ quoting: 'doubled', blanks } as const] : []),
    usual,
    ...(sample.includes('\\"') ? [{ quoting: 'backslash', blanks } as const] : []),
  ];
  const found = ways.find((way) => isClean(way === usual ? plain : walk(way)));
  if (found !== undefined) return found;
  return isStray(plain) || delimiter === '\t' ? { quoting: 'none', blanks: false } : usual;
}
