// Fills a state folder with jobs that are over, as many runs over the years would have: copies of one that ran.
import { statSync } from 'node:fs';
import { JobRef } from '../../../src/core/jobs/jobRef.ts';
import { JobStore } from '../../../src/local/store/jobs.ts';
import { openDatabase, transaction } from '../../../src/local/store/database.ts';
import { answer, argument } from './product.ts';

export interface FillArgument {
  /** The database of a Local SageMaker that does not run. */
  readonly database: string;
  /** Name of a job that completed. */
  readonly job: string;
  readonly jobs: number;
}

const { database: file, job, jobs } = argument as FillArgument;
statSync(file);
const database = openDatabase(file);
const store = new JobStore(database);
const model = store.find('processing', job);
if (model?.status !== 'Completed') throw new Error(`${job} did not complete`);
const { ref, request, started, ended } = model;
transaction(database, () => {
  for (let number = 1; number < jobs; number++) {
    const name = `simulation-${String(number).padStart(5, '0')}`;
    const earlier = (time: Date): Date => new Date(time.getTime() - number * 600_000);
    const copy = new JobRef(ref.kind, name, ref.arn.replace(job, name));
    store.create(copy, { ...request, ProcessingJobName: name }, [], earlier(model.created));
    const change = { ...(started && { started: earlier(started) }), ...(ended && { ended: earlier(ended) }) };
    store.change(copy, { status: number % 10 === 0 ? 'Failed' : 'Completed', ...change }, earlier(model.modified));
  }
});
database.close();
answer(jobs);
