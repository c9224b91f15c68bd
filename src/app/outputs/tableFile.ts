import { detectColumns, type Columns } from '../../core/outputs/table/columns.ts';
import {
  decodeRows,
  detectFormat,
  parseRows,
  type FormatChoice,
  type TableFormat,
} from '../../core/outputs/table/format.ts';
import { RowIndex, type RowBlock, type RowMarks } from '../../core/outputs/table/rowIndex.ts';
import { detectEncoding, isByteWise, type TextEncodingName } from '../../core/outputs/textEncoding.ts';
import { memorySource, type ByteSource } from './byteSource.ts';

const headSize = 256 * 1024;
const chunkSize = 1024 * 1024;
/** Where to stop looking for the end of the first rows. */
const longestHead = 16 * 1024 * 1024;
/** Parsed blocks that are kept: what is on the screen, and around it. */
const cachedBlocks = 64;

export interface TableExtent {
  /** Data rows: counted while `exact`, else estimated from the part that was read. */
  readonly rowCount: number;
  readonly exact: boolean;
  /** Widest row met so far. */
  readonly columnCount: number;
}

/** What a person says of a table; what they leave out is found by looking. */
export interface TableChoice extends FormatChoice {
  /** Whether the first row names the columns. */
  readonly hasHeader?: boolean | undefined;
}

export interface OpenTableFileOptions {
  readonly choice?: TableChoice | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A CSV or TSV file of any size, read in ranges: the head at once, then any rows by number. Rows are found through a sparse
 * index that grows as the file is read on; no more of the file than some blocks is held.
 */
export class TableFile {
  /** Where the rows are read: the file, or what it was recoded to. */
  readonly source: ByteSource;
  readonly columns: Columns;
  readonly format: TableFormat;
  /** What the file is written in; its rows may have been recoded. */
  encoding: TextEncodingName;
  readonly #index: RowIndex;
  readonly #blocks = new Map<number, { readonly end: number; readonly rows: Promise<string[][]> }>();
  #width: number;
  #scanning: Promise<void> | undefined;

  private constructor(source: ByteSource, format: TableFormat, index: RowIndex, columns: Columns) {
    this.source = source;
    this.format = format;
    this.encoding = format.encoding;
    this.#index = index;
    this.columns = columns;
    this.#width = columns.columns.length;
  }

  /** Reads the head, and finds out delimiter, encoding, header and types. `name` tells a .tsv from a .csv. */
  static async open(
    source: ByteSource,
    name: string,
    { choice = {}, signal }: OpenTableFileOptions = {},
  ): Promise<TableFile> {
    const head = await source.read(0, headSize, signal);
    const { encoding, markLength } = { ...detectEncoding(head), ...(choice.encoding && { encoding: choice.encoding }) };
    if (!isByteWise(encoding)) {
      // Line ends and delimiters are looked for as bytes: such a file (Excel's "Unicode text") is recoded as a whole.
      const text = new TextDecoder(encoding).decode(await source.read(0, source.size, signal));
      const recoded = memorySource(new TextEncoder().encode(text));
      const table = await TableFile.open(recoded, name, { choice: { ...choice, encoding: 'utf-8' }, signal });
      table.encoding = encoding;
      return table;
    }
    const text = new TextDecoder(encoding).decode(head, { stream: true });
    const format = detectFormat({ text, isWhole: head.length >= source.size, encoding }, name, choice);
    const first = markLength + format.headLength;
    const index = new RowIndex(format, first);
    index.add(head.subarray(first));
    while (index.rowCount < 2 && index.scanned < Math.min(source.size, longestHead)) {
      index.add(await source.read(index.scanned, index.scanned + chunkSize, signal));
    }
    if (index.scanned >= source.size) index.finish();
    const bytes = index.scanned === head.length ? head : await source.read(0, index.scanned, signal);
    const end = index.blockOf(index.rowCount - 1)?.end ?? 0;
    const rows = parseRows(decodeRows(bytes.subarray(first, end), format), format);
    const most = Math.max(20, Math.min(1000, Math.floor(200_000 / (rows[0]?.length ?? 1))));
    const columns = detectColumns(rows.slice(0, most), format.delimiter, choice.hasHeader);
    return new TableFile(source, format, index, columns);
  }

  get extent(): TableExtent {
    const rows = this.#index.estimate(this.source.size) - this.columns.headerRows;
    return { rowCount: Math.max(0, rows), exact: this.#index.complete, columnCount: this.#width };
  }

  /** Bytes that the index covers. */
  get scanned(): number {
    return this.#index.scanned;
  }

  get size(): number {
    return this.source.size;
  }

  /** Where rows begin, as far as the index goes. */
  get marks(): RowMarks {
    return this.#index.marks;
  }

  /** Reads on until the index covers `bytes` bytes or the whole file; `onProgress` after every stretch. */
  async scan(bytes: number, onProgress: () => void, signal: AbortSignal): Promise<void> {
    while (!this.#index.complete && this.#index.scanned < bytes) {
      signal.throwIfAborted();
      await this.#scanOn();
      onProgress();
    }
  }

  /** Data rows `start` to `end` (exclusive), fewer at the file's end. Reads on as far as it takes to find them. */
  async rows(start: number, end: number): Promise<string[][]> {
    const first = start + this.columns.headerRows;
    const last = end + this.columns.headerRows;
    while (!this.#index.complete && this.#index.rowCount < last) await this.#scanOn();
    const found: string[][] = [];
    for (let row = first; row < last;) {
      const block = this.#index.blockOf(row);
      if (!block) break;
      const rows = await this.#parsed(block);
      const stop = Math.min(last, block.row + block.count);
      for (; row < stop; row++) found.push(rows[row - block.row] ?? []);
    }
    return found;
  }

  #scanOn(): Promise<void> {
    this.#scanning ??= this.#scanChunk().finally(() => (this.#scanning = undefined));
    return this.#scanning;
  }

  async #scanChunk(): Promise<void> {
    const { scanned } = this.#index;
    const end = scanned + chunkSize;
    const chunk = await (this.source.readOn?.(scanned, end) ?? this.source.read(scanned, end));
    this.#index.add(chunk);
    if (chunk.length === 0 || this.#index.scanned >= this.source.size) this.#index.finish();
  }

  async #parsed(block: RowBlock): Promise<string[][]> {
    const known = this.#blocks.get(block.start);
    this.#blocks.delete(block.start);
    const entry = known?.end === block.end ? known : { end: block.end, rows: this.#parse(block) };
    this.#blocks.set(block.start, entry);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= cachedBlocks) break;
      this.#blocks.delete(oldest);
    }
    try {
      return await entry.rows;
    } catch (error) {
      if (this.#blocks.get(block.start) === entry) this.#blocks.delete(block.start);
      throw error;
    }
  }

  async #parse(block: RowBlock): Promise<string[][]> {
    const bytes = await this.source.read(block.start, block.end);
    const rows = parseRows(decodeRows(bytes, this.format), this.format);
    for (const row of rows) this.#width = Math.max(this.#width, row.length);
    return rows;
  }
}
