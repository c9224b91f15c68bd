import type { Row } from '../figure.ts';
import { activation } from './activation.ts';
import { complete } from './complete.ts';
import { dockerJob } from './dockerJob.ts';
import { follow } from './follow.ts';
import { manyJobs } from './jobs.ts';
import { line } from './line.ts';
import { rebuild } from './rebuild.ts';
import { scripts } from './scripts.ts';
import { submit } from './submit.ts';
import { table } from './table.ts';
import { tableView } from './tableView.ts';
import { terminal } from './terminal.ts';
import { upload } from './upload.ts';
import { vsix } from './vsix.ts';

/** In the order of the table. */
export const rows: readonly Row[] = [
  activation,
  submit,
  complete,
  dockerJob,
  rebuild,
  scripts,
  line,
  follow,
  terminal,
  manyJobs,
  table,
  tableView,
  upload,
  vsix,
];
