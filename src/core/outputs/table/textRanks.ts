import { sortByKeys } from './sortRows.ts';

/** Fewer texts are sorted by comparing them. */
const fewTexts = 500;
const blockSize = 1 << 20;
const capitalA = 65;
const capitalZ = 90;
const toLower = 32;

/**
 * The texts of a column, row by row, and which rank each of them has: letters as in a dictionary, of upper or lower case and with or without accents alike,
 * unless that is all that tells two texts apart. They are kept as characters in blocks, not as a million strings, which would take several times the
 * room and the time.
 */
export class TextRanks {
  readonly #blocks: Uint16Array[] = [];
  /** By row: block, place in it, and length of what is sorted by; behind that stands the text itself where it is another. */
  readonly #block: Uint32Array;
  readonly #start: Uint32Array;
  readonly #length: Uint32Array;
  readonly #written: Uint32Array;
  readonly #rows: Uint32Array;
  #count = 0;
  #used = 0;
  #isAscii = true;

  constructor(rowCount: number) {
    this.#block = new Uint32Array(rowCount);
    this.#start = new Uint32Array(rowCount);
    this.#length = new Uint32Array(rowCount);
    this.#written = new Uint32Array(rowCount);
    this.#rows = new Uint32Array(rowCount);
  }

  /** The text of a row, which stands in `text` from `start` to `end`. Each row once; one that is not given has no rank. */
  add(row: number, text: string, start: number, end: number): void {
    const block = this.#room(2 * (end - start));
    const from = this.#used;
    let isSame = true;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        this.#addFolded(row, text.slice(start, end));
        return;
      }
      const isCapital = code >= capitalA && code <= capitalZ;
      if (isCapital) isSame = false;
      block[from + at - start] = isCapital ? code + toLower : code;
    }
    this.#take(row, end - start);
    if (!isSame) this.#write(row, text, start, end);
  }

  /** By row, from 1; NaN for a row without a text. */
  ranks(): Float64Array {
    const rows = this.#rows.subarray(0, this.#count);
    this.#sort(rows);
    const ranks = new Float64Array(this.#rows.length).fill(Number.NaN);
    let rank = 0;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      if (at === 0 || this.#compare(rows[at - 1] ?? 0, row) !== 0) rank++;
      ranks[row] = rank;
    }
    return ranks;
  }

  /** Letters beyond English: accents apart, as Unicode takes them apart. */
  #addFolded(row: number, text: string): void {
    this.#isAscii = false;
    const folded = text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{Mark}/gu, '');
    const block = this.#room(folded.length + text.length);
    for (let at = 0; at < folded.length; at++) block[this.#used + at] = folded.charCodeAt(at);
    this.#take(row, folded.length);
    this.#write(row, text, 0, text.length);
  }

  #room(length: number): Uint16Array {
    const last = this.#blocks.at(-1);
    if (last && this.#used + length <= last.length) return last;
    const block = new Uint16Array(Math.max(blockSize, length));
    this.#blocks.push(block);
    this.#used = 0;
    return block;
  }

  #take(row: number, length: number): void {
    this.#block[row] = this.#blocks.length - 1;
    this.#start[row] = this.#used;
    this.#length[row] = length;
    this.#rows[this.#count++] = row;
    this.#used += length;
  }

  #write(row: number, text: string, start: number, end: number): void {
    const block = this.#blocks.at(-1);
    for (let at = start; block && at < end; at++) block[this.#used++] = text.charCodeAt(at);
    this.#written[row] = end - start;
  }

  #sort(rows: Uint32Array): void {
    const compare = (a: number, b: number): number => this.#compare(a, b);
    // As many characters as fit into one number.
    const [base, packed] = this.#isAscii ? [129, 7] : [65_537, 3];
    const keys = new Float64Array(this.#rows.length);
    const todo = [{ start: 0, end: rows.length }];
    for (let run = todo.pop(); run; run = todo.pop()) {
      const { start, end } = run;
      const part = rows.subarray(start, end);
      if (part.length <= fewTexts) {
        part.sort(compare);
        continue;
      }
      const depth = this.#commonLength(part);
      for (const row of part) keys[row] = this.#pack(row, depth, base, packed);
      sortByKeys(part, keys, false);
      for (let from = start; from < end;) {
        const first = rows[from] ?? 0;
        let to = from + 1;
        let isAlike = true;
        for (; to < end && keys[rows[to] ?? 0] === keys[first]; to++)
          isAlike &&= this.#written[first] === 0 && this.#written[rows[to] ?? 0] === 0;
        const isOver = (this.#length[first] ?? 0) < depth + packed;
        if (to - from > 1 && !isOver) todo.push({ start: from, end: to });
        else if (to - from > 1 && !isAlike) rows.subarray(from, to).sort(compare);
        from = to;
      }
    }
  }

  /** Characters that all of these rows' texts begin with. */
  #commonLength(part: Uint32Array): number {
    const first = part[0] ?? 0;
    const [block, start] = this.#place(first);
    let length = this.#length[first] ?? 0;
    for (const row of part) {
      const [other, from] = this.#place(row);
      length = Math.min(length, this.#length[row] ?? 0);
      let at = 0;
      while (at < length && other[from + at] === block[start + at]) at++;
      length = at;
    }
    return length;
  }

  #pack(row: number, depth: number, base: number, packed: number): number {
    const [block, start] = this.#place(row);
    const length = this.#length[row] ?? 0;
    let key = 0;
    // Behind the end of a text stands what is less than any character.
    for (let at = depth; at < depth + packed; at++) key = key * base + (at < length ? (block[start + at] ?? 0) + 1 : 0);
    return key;
  }

  #compare(a: number, b: number): number {
    const [one, first] = this.#place(a);
    const [other, second] = this.#place(b);
    const lengths = [this.#length[a] ?? 0, this.#length[b] ?? 0] as const;
    const folded = compareCharacters(one, first, lengths[0], other, second, lengths[1]);
    const written = [this.#written[a] ?? 0, this.#written[b] ?? 0] as const;
    if (folded !== 0 || (written[0] === 0 && written[1] === 0)) return folded;
    const at = (start: number, length: number, own: number): number => (own === 0 ? start : start + length);
    return compareCharacters(
      one,
      at(first, lengths[0], written[0]),
      written[0] === 0 ? lengths[0] : written[0],
      other,
      at(second, lengths[1], written[1]),
      written[1] === 0 ? lengths[1] : written[1],
    );
  }

  #place(row: number): readonly [block: Uint16Array, start: number] {
    return [this.#blocks[this.#block[row] ?? 0] ?? none, this.#start[row] ?? 0];
  }
}

const none = new Uint16Array(0);

function compareCharacters(
  one: Uint16Array,
  first: number,
  length: number,
  other: Uint16Array,
  second: number,
  otherLength: number,
): number {
  const both = Math.min(length, otherLength);
  for (let at = 0; at < both; at++) {
    const order = (one[first + at] ?? 0) - (other[second + at] ?? 0);
    if (order !== 0) return order;
  }
  return length - otherLength;
}
