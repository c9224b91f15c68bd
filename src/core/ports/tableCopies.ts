import type { RowFilter } from '../outputs/table/rowFilter.ts';
import type { RowMarks } from '../outputs/table/rowIndex.ts';
import type { TableShape, TableSort } from '../outputs/table/tableRows.ts';

export interface CopyView {
  readonly shape: TableShape;
  readonly marks: RowMarks;
  readonly sort: TableSort | undefined;
  readonly filter: RowFilter | undefined;
  /** Called with the share of the work that is done, from 0 to 1, where it takes long. */
  readonly onProgress?: (done: number) => void;
  readonly signal: AbortSignal;
}

/** A copy of a table's bytes on this machine, filled from the front. Its rows are sorted and filtered beside whoever asks. */
export interface TableCopy {
  /** Bytes that it has. */
  readonly size: number;
  /** Adds what follows. */
  append(bytes: Uint8Array): Promise<void>;
  /** Bytes `start` to `end` (exclusive), which it has. */
  read(start: number, end: number): Promise<Uint8Array>;
  /** Numbers of the rows that pass, as they are to be shown. */
  view(view: CopyView): Promise<Uint32Array>;
  close(): void;
}

export interface TableCopies {
  create(): Promise<TableCopy>;
}
