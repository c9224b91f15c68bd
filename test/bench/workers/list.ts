// A window that shows the first page of jobs, again and again.
import { listJobs } from '../../../src/app/listJobs.ts';
import { timed } from '../figure.ts';
import { answer, argument, localBackend } from './product.ts';

export interface ListArgument {
  readonly stateFolder: string;
  readonly runs: number;
}

export interface ListAnswer {
  /** Milliseconds, each. */
  readonly pages: readonly number[];
  /** Jobs on the page. */
  readonly jobs: number;
}

const { stateFolder, runs } = argument as ListArgument;
const backend = await localBackend(stateFolder);
let jobs = 0;
const page = (): Promise<number> =>
  timed(async () => {
    jobs = (await listJobs({ backend })).jobs.length;
  });
await page();
const pages: number[] = [];
for (let turn = 0; turn < runs; turn++) pages.push(await page());
answer({ pages, jobs } satisfies ListAnswer);
