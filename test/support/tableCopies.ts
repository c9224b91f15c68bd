import os from 'node:os';
import path from 'node:path';
import { createTableCopies } from '../../src/adapters/tables/tableCopy.ts';
import type { TableCopies } from '../../src/core/ports/tableCopies.ts';

/** Copies as the product makes them, with the thread's program as it is written. */
export const tableCopies: TableCopies = createTableCopies({
  folder: path.join(os.tmpdir(), 'sagemaker-runner-tables'),
  program: path.resolve(import.meta.dirname, '../../src/adapters/tables/worker.ts'),
});
