// The Outputs panel's host side sorts, filters and searches a table that has been read, and hands over the rows that are then in sight.
import os from 'node:os';
import path from 'node:path';
import { createTableCopies } from '../../../src/adapters/tables/tableCopy.ts';
import { Tables } from '../../../src/ui/outputs/tables.ts';
import { timed } from '../figure.ts';
import { answer, argument, localBackend } from './product.ts';

export interface TableViewArgument {
  readonly stateFolder: string;
  readonly uri: string;
  readonly views: readonly {
    readonly sort?: { readonly column: number; readonly descending: boolean };
    readonly filter?: { readonly column?: number; readonly text: string };
  }[];
}

export interface TableViewAnswer {
  /** Milliseconds of each view, in order. */
  readonly milliseconds: readonly number[];
  /** Rows of each. */
  readonly rows: readonly number[];
  /** Megabytes of this process, the thread included. */
  readonly peakMemory: number;
}

const { stateFolder, uri, views } = argument as TableViewArgument;
const { objects } = await localBackend(stateFolder);
const { size } = await objects.head(uri);
const copies = createTableCopies({
  folder: path.join(os.tmpdir(), 'sagemaker-runner-bench-tables'),
  program: path.join(process.cwd(), 'dist', 'tableWorker.js'),
});
const told: boolean[] = [];
const tables = new Tables(
  copies,
  (name, event) => {
    if (name === 'extent' && 'scanned' in event) told.push(event.scanned === event.size);
  },
  (error) => {
    throw error;
  },
);
const { table } = await tables.open({ objects, uri, size });
while (!told.includes(true)) await new Promise((resolve) => setTimeout(resolve, 50));
const milliseconds: number[] = [];
const rows: number[] = [];
for (const view of views) {
  const taken = await timed(async () => {
    const { extent } = await tables.view({ table, ...view });
    rows.push(extent.rowCount);
    await tables.rows({ table, rows: { start: 0, end: 100 }, columns: { start: 0, end: 50 } });
  });
  milliseconds.push(taken);
}
tables.dispose();
answer({ milliseconds, rows, peakMemory: process.resourceUsage().maxRSS / 1000 } satisfies TableViewAnswer);
