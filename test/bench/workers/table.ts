// The Outputs panel's host side opens a table: its first rows, then the reading ahead that goes on behind them.
import os from 'node:os';
import path from 'node:path';
import { createTableCopies } from '../../../src/adapters/tables/tableCopy.ts';
import { Tables } from '../../../src/ui/outputs/tables.ts';
import { timed } from '../figure.ts';
import { answer, argument, localBackend } from './product.ts';

export interface TableArgument {
  readonly stateFolder: string;
  readonly uri: string;
}

export interface TableAnswer {
  /** Milliseconds to the first rows. */
  readonly milliseconds: number;
  readonly rows: number;
  readonly columns: number;
  /** Megabytes of this process, the reading ahead included. */
  readonly peakMemory: number;
  /** Rows known when the reading ahead was over. */
  readonly known: number;
}

const { stateFolder, uri } = argument as TableArgument;
const { objects } = await localBackend(stateFolder);
const { size } = await objects.head(uri);
let known = 0;
let told = 0;
const copies = createTableCopies({
  folder: path.join(os.tmpdir(), 'sagemaker-runner-bench-tables'),
  program: path.join(process.cwd(), 'dist', 'tableWorker.js'),
});
const tables = new Tables(
  copies,
  (name, event) => {
    if (name !== 'extent' || !('extent' in event)) return;
    known = event.extent.rowCount;
    told = performance.now();
  },
  (error) => {
    throw error;
  },
);
let first: Awaited<ReturnType<Tables['open']>> | undefined;
const milliseconds = await timed(async () => {
  first = await tables.open({ objects, uri, size });
});
const opened = performance.now();
while (performance.now() - Math.max(told, opened) < 1000) await new Promise((resolve) => setTimeout(resolve, 50));
answer({
  milliseconds,
  rows: first?.rows.length ?? 0,
  columns: first?.columns.length ?? 0,
  peakMemory: process.resourceUsage().maxRSS / 1000,
  known,
} satisfies TableAnswer);
