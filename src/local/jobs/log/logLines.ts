import { eventOverhead } from '../../store/logBatch.ts';

/** Bytes of the longest message: CloudWatch's limit for an event. */
export const messageLimit = 256 * 1024 - eventOverhead;

const lineFeed = 10;
const carriageReturn = 13;

export interface SplitOptions {
  /** True when nothing will follow: the rest is an event too. */
  readonly ended: boolean;
  /** True when a carriage return at the very end has been waited on: what follows it is not a line feed. */
  readonly settled: boolean;
  /** How many events to make at most. */
  readonly limit: number;
}

/**
 * Cuts what a job printed into events, giving each with its length in bytes, and returns how many bytes were used up. An event ends
 * at a line feed, or at a carriage return, which then stays in its message so that progress bars can be shown as they move. Long
 * lines are cut between characters. What is not UTF-8 becomes U+FFFD.
 */
export function splitLines(
  bytes: Buffer,
  { ended, settled, limit }: SplitOptions,
  add: (message: string, length: number) => void,
): number {
  let start = 0;
  let events = 0;
  let nextReturn = bytes.indexOf(carriageReturn);

  function emit(end: number): void {
    events++;
    add(bytes.toString('utf8', start, end), end - start);
  }

  while (start < bytes.length && events < limit) {
    const found = bytes.indexOf(lineFeed, start);
    const feed = found === -1 ? bytes.length : found;
    if (nextReturn !== -1 && nextReturn < start) nextReturn = bytes.indexOf(carriageReturn, start);
    const returned = nextReturn !== -1 && nextReturn < feed ? nextReturn : undefined;
    const end = returned ?? feed;
    if (end - start > messageLimit) {
      const cut = characterStart(bytes, start + messageLimit);
      emit(cut);
      start = cut;
    } else if (returned === undefined) {
      if (feed === bytes.length && !ended) return start;
      emit(feed);
      start = feed + 1;
    } else if (returned + 1 === feed && feed < bytes.length) {
      emit(returned);
      start = feed + 1;
    } else {
      if (returned + 1 === bytes.length && !ended && !settled) return start;
      emit(returned + 1);
      start = returned + 1;
    }
  }
  return Math.min(start, bytes.length);
}

/** The start of the character that the byte at `position` belongs to. */
function characterStart(bytes: Buffer, position: number): number {
  let start = position;
  while (start > position - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start === position - 4 ? position : start;
}
