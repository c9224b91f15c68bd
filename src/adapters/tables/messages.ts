import type { RowFilter } from '../../core/outputs/table/rowFilter.ts';
import type { TableShape, TableSort } from '../../core/outputs/table/tableRows.ts';
import type { RowMarks } from '../../core/outputs/table/rowIndex.ts';

/** What the thread of a table is asked for. */
export interface WorkerRequest {
  readonly id: number;
  /** Of the copy, open for reading: threads share them. */
  readonly descriptor: number;
  /** Shared: the id of the request that is still wanted. */
  readonly latest: Int32Array;
  readonly shape: TableShape;
  readonly marks: RowMarks;
  readonly sort: TableSort | undefined;
  readonly filter: RowFilter | undefined;
}

export type WorkerAnswer =
  | { readonly kind: 'progress'; readonly id: number; readonly done: number }
  | { readonly kind: 'done'; readonly id: number; readonly order: Uint32Array<ArrayBuffer> }
  /** `message` undefined: it was not wanted any more. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string | undefined };
