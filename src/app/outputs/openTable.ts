import type { RowFilter } from '../../core/outputs/table/rowFilter.ts';
import type { TableSort } from '../../core/outputs/table/tableRows.ts';
import type { ObjectStore } from '../../core/ports/objectStore.ts';
import type { TableCopies } from '../../core/ports/tableCopies.ts';
import { tableContent, type TableContent } from './content/tableContent.ts';
import { CopyingSource } from './copyingSource.ts';
import { TableFile, type OpenTableFileOptions } from './tableFile.ts';

export interface OpenTableOptions extends OpenTableFileOptions {
  readonly objects: Pick<ObjectStore, 'read'>;
  readonly copies: TableCopies;
  readonly uri: string;
  /** Bytes, as listed. */
  readonly size: number;
  /** Of a workbook, from 0. */
  readonly sheet?: number | undefined;
}

export interface ShowOptions {
  readonly sort: TableSort | undefined;
  readonly filter: RowFilter | undefined;
  /** Called with the share of the work that is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Of the whole work, where all of the file has to be read first. */
const readingShare = 0.7;

/** A table as it is looked at: the file's rows, or those of the sort and filter that were last asked for. */
export class OpenTable {
  readonly file: TableFile;
  readonly content: TableContent;
  readonly #source: CopyingSource;
  #view: Uint32Array | undefined;

  private constructor(file: TableFile, content: TableContent, source: CopyingSource) {
    this.file = file;
    this.content = content;
    this.#source = source;
  }

  /** Reads the head of the table. */
  static async open(options: OpenTableOptions): Promise<OpenTable> {
    const { copies, choice, signal } = options;
    const content = await tableContent(options);
    const source = new CopyingSource(content.source, copies);
    const opening = { choice: { ...choice, ...content.known }, signal };
    const file = await TableFile.open(source, content.name, opening);
    // A file that was recoded is copied as it was recoded.
    return new OpenTable(file, content, file.source === source ? source : new CopyingSource(file.source, copies));
  }

  /** Numbers of the table's rows in the order they are shown; undefined while the rows are those of the file, in its order. */
  get view(): Uint32Array | undefined {
    return this.#view;
  }

  /** Sorts and filters all rows, for which all of the file is read; with neither, back to the file's own order. */
  async show({ sort, filter, onProgress, signal }: ShowOptions): Promise<void> {
    if (!sort && !filter) {
      this.#view = undefined;
      return;
    }
    const { file } = this;
    await file.scan(Infinity, () => onProgress?.((file.scanned / file.size) * readingShare), signal);
    const copy = await this.#source.whole(signal);
    const { columns, headerRows, decimalComma } = file.columns;
    const types = columns.map(({ type }) => type);
    this.#view = await copy.view({
      shape: { format: file.format, types, decimalComma, headerRows, rowCount: file.extent.rowCount },
      marks: file.marks,
      sort,
      filter,
      onProgress: (done) => onProgress?.(readingShare + done * (1 - readingShare)),
      signal,
    });
  }

  /** Rows `start` to `end` (exclusive) of the view. */
  async rows(start: number, end: number): Promise<string[][]> {
    if (!this.#view) return this.file.rows(start, end);
    const rows = await Promise.all(Array.from(this.#view.subarray(start, end), (row) => this.file.rows(row, row + 1)));
    return rows.flat();
  }

  /** Lets go of the copy that was made. */
  close(): void {
    this.#source.close();
  }
}
