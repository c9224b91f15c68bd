import { AppError, errorText, isAbort } from '../../core/errors.ts';
import { tabSeparated } from '../../core/outputs/table/tabSeparated.ts';
import { OpenTable, type OpenTableOptions } from '../../app/outputs/openTable.ts';
import type { TableCopies } from '../../core/ports/tableCopies.ts';
import type { EventOf, Extent, Params, Result } from '../../protocol/outputs.ts';
import * as l10n from '@vscode/l10n';

/** Read ahead this far without being asked: beyond it the number of rows is an estimate until somebody scrolls there. */
const readAhead = 256 * 1024 * 1024;
const progressInterval = 100;
const firstRows = 100;
const firstColumns = 50;
/** Cells that go to the clipboard at most. */
const mostCopied = 1_000_000;
const copiedAtOnce = 5000;

/** Tells the webview. */
type Tell = <K extends 'extent' | 'viewing'>(name: K, event: EventOf<K>) => void;

interface Opened {
  readonly table: OpenTable;
  readonly closing: AbortController;
  viewing: AbortController;
}

/** The tables that a webview has open, and the reading that goes on for them. */
export class Tables {
  readonly #opened = new Map<number, Opened>();
  readonly #copies: TableCopies;
  readonly #tellOf: Tell;
  readonly #onError: (error: unknown) => void;
  #last = 0;

  constructor(copies: TableCopies, tell: Tell, onError: (error: unknown) => void) {
    this.#copies = copies;
    this.#tellOf = tell;
    this.#onError = onError;
  }

  async open(options: Omit<OpenTableOptions, 'copies'>): Promise<Result<'openTable'>> {
    const table = await OpenTable.open({ ...options, copies: this.#copies });
    const id = ++this.#last;
    const opened = { table, closing: new AbortController(), viewing: new AbortController() };
    this.#opened.set(id, opened);
    const { content } = table;
    const rows = await table.rows(0, Math.min(firstRows, table.file.extent.rowCount));
    this.#index(id, opened).catch((error: unknown) => {
      if (isAbort(error)) return;
      this.#onError(error);
      this.#tell(id, opened, errorText(error));
    });
    return {
      table: id,
      columns: [...table.file.columns.columns],
      format: {
        delimiter: table.file.format.delimiter,
        quoting: table.file.format.quoting,
        encoding: table.file.encoding,
        hasHeader: table.file.columns.headerRows === 1,
      },
      choice: { ...options.choice },
      known: { format: content.known !== undefined, header: content.known?.hasHeader !== undefined },
      ...(content.sheets && { sheets: [...content.sheets], sheet: content.sheet }),
      ...(content.note !== undefined && { note: content.note }),
      extent: table.file.extent,
      rows: rows.map((row) => row.slice(0, firstColumns)),
    };
  }

  async rows({ table: id, rows, columns }: Params<'rows'>): Promise<Result<'rows'>> {
    const { table } = this.#get(id);
    const found = await table.rows(rows.start, rows.end);
    return { rows: found.map((row) => row.slice(columns.start, columns.end)), extent: extentOf(table) };
  }

  /** Numbers in the table itself of rows as they are shown. */
  rowNumbers(id: number, rows: readonly number[]): readonly number[] {
    const { view } = this.#get(id).table;
    return view ? rows.flatMap((row) => view[row] ?? []) : rows;
  }

  /** What the clipboard takes of a selection. */
  async copy({ table: id, rows, columns, withHeader }: Params<'copy'>): Promise<Result<'copy'>> {
    const { table } = this.#get(id);
    const width = Math.max(1, Math.min(columns.end, table.file.extent.columnCount) - columns.start);
    const last = Math.min(rows.end, rows.start + Math.max(1, Math.floor(mostCopied / width)));
    const lines: string[][] = [];
    if (withHeader && table.file.columns.headerRows === 1)
      lines.push(table.file.columns.columns.slice(columns.start, columns.end).map(({ name }) => name));
    const names = lines.length;
    for (let start = rows.start; start < last; start += copiedAtOnce) {
      const found = await table.rows(start, Math.min(last, start + copiedAtOnce));
      // As many cells in each row: what is pasted is a rectangle.
      for (const row of found) lines.push(Array.from({ length: width }, (_, at) => row[columns.start + at] ?? ''));
      if (found.length === 0) break;
    }
    return { text: tabSeparated(lines), rows: lines.length - names };
  }

  /** A new view replaces one that is still being made. */
  async view({ table: id, sort, filter }: Params<'view'>): Promise<Result<'view'>> {
    const opened = this.#get(id);
    opened.viewing.abort();
    opened.viewing = new AbortController();
    const { table, closing, viewing } = opened;
    let told = performance.now();
    const onProgress = (done: number): void => {
      if (performance.now() - told < progressInterval) return;
      told = performance.now();
      this.#tellOf('viewing', { table: id, done });
    };
    await table.show({ sort, filter, onProgress, signal: AbortSignal.any([closing.signal, viewing.signal]) });
    return { extent: extentOf(table) };
  }

  close(id: number): void {
    const opened = this.#opened.get(id);
    opened?.closing.abort();
    opened?.table.close();
    this.#opened.delete(id);
  }

  dispose(): void {
    for (const id of [...this.#opened.keys()]) this.close(id);
  }

  #get(id: number): Opened {
    const opened = this.#opened.get(id);
    if (!opened) throw new AppError('NotFound', l10n.t('The table is closed. Open the file again.'));
    return opened;
  }

  #tell(id: number, { table }: Opened, failed?: string): void {
    const { scanned, size } = table.file;
    this.#tellOf('extent', {
      table: id,
      extent: extentOf(table),
      scanned,
      size,
      ...(failed !== undefined && { failed }),
    });
  }

  async #index(id: number, opened: Opened): Promise<void> {
    const { table, closing } = opened;
    let told = 0;
    const tell = () => {
      told = performance.now();
      this.#tell(id, opened);
    };
    await table.file.scan(
      readAhead,
      () => {
        if (performance.now() - told > progressInterval) tell();
      },
      closing.signal,
    );
    tell();
  }
}

function extentOf({ file, view }: OpenTable): Extent {
  return view ? { rowCount: view.length, exact: true, columnCount: file.extent.columnCount } : file.extent;
}
