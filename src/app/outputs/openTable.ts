import type { ObjectStore } from '../../core/ports/objectStore.ts';
import { objectSource } from './byteSource.ts';
import { KeptSource } from './keptSource.ts';
import { TableFile, type OpenTableFileOptions } from './tableFile.ts';
import { viewTable, type TableSort, type TableView } from './tableView.ts';
import type { RowFilter } from '../../core/outputs/table/rowFilter.ts';

export interface OpenTableOptions extends OpenTableFileOptions {
  readonly objects: ObjectStore;
  readonly uri: string;
  /** Bytes, as listed. */
  readonly size: number;
  /** Sorting and filtering see the rows within the first so many bytes. */
  readonly loadLimit?: number;
}

/** A table as it is looked at: the file's rows, or those of the sort and filter that were last asked for. */
export class OpenTable {
  readonly file: TableFile;
  readonly #source: KeptSource;
  readonly #loadLimit: number;
  #view: TableView | undefined;

  private constructor(file: TableFile, source: KeptSource, loadLimit: number) {
    this.file = file;
    this.#source = source;
    this.#loadLimit = loadLimit;
  }

  /** Reads the head of the table. */
  static async open(options: OpenTableOptions): Promise<OpenTable> {
    const { objects, uri, size, loadLimit = 64 * 1024 * 1024 } = options;
    const source = new KeptSource(objectSource(objects, uri, size));
    return new OpenTable(await TableFile.open(source, uri, options), source, loadLimit);
  }

  /** The current view; undefined while the rows are those of the file, in its order. */
  get view(): TableView | undefined {
    return this.#view;
  }

  /** Sorts and filters; with neither, back to the file's own order. */
  async show(sort: TableSort | undefined, filter: RowFilter | undefined, signal: AbortSignal): Promise<void> {
    if (!sort && !filter) {
      this.#view = undefined;
      this.#source.keep(0);
      return;
    }
    this.#source.keep(this.#loadLimit);
    this.#view = await viewTable({ table: this.file, sort, filter, loadLimit: this.#loadLimit, signal });
  }

  /** Rows `start` to `end` (exclusive) of the view. */
  async rows(start: number, end: number): Promise<string[][]> {
    if (!this.#view) return this.file.rows(start, end);
    const rows = await Promise.all(
      Array.from(this.#view.order.subarray(start, end), (row) => this.file.rows(row, row + 1)),
    );
    return rows.flat();
  }
}
