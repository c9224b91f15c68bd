import path from 'node:path';
import { JobRef, type JobKind } from '../../src/core/jobs/jobRef.ts';
import type { JobContract } from '../../src/local/contracts/contract.ts';
import { jobContracts, type JobContracts } from '../../src/local/contracts/index.ts';
import type { AcceptedProcessingRequest } from '../../src/local/contracts/processing/request.ts';
import { openDatabase } from '../../src/local/store/database.ts';
import { JobStore } from '../../src/local/store/jobs.ts';
import { processingJob } from './localSageMaker.ts';

/** A kind of job that only tests have, for what has to hold however many kinds there are. */
const second = 'second' as JobKind;

/** The kinds of the product, and one more: it runs like a processing job, in a log group of its own. */
const secondContract: JobContract<AcceptedProcessingRequest> = {
  ...jobContracts.processing,
  plan: (ref, request) => ({
    ...jobContracts.processing.plan(ref, request),
    logGroup: '/aws/sagemaker/SecondJobs',
    platformEnvironment: { KIND: ref.kind },
  }),
};
export const contractsWithSecondKind: JobContracts = { ...jobContracts, [second]: secondContract };

export const secondGroup = '/aws/sagemaker/SecondJobs';

/** Puts a job of that kind into the state of a Local SageMaker that does not run: there it waits for the start. */
export function addSecondJob(root: string, name: string, ...request: [command: string[], more?: object]): JobRef {
  const database = openDatabase(path.join(root, 'state.db'));
  const ref = new JobRef(second, name, `arn:aws:sagemaker:us-east-1:000000000000:second-job/${name}`);
  const parsed = jobContracts.processing.parse(processingJob(name, ...request));
  new JobStore(database, contractsWithSecondKind).create(ref, parsed, [{ Key: 'kind', Value: 'second' }], new Date());
  database.close();
  return ref;
}

/** The status that the state holds for a job. */
export function statusOf(root: string, { kind, name }: JobRef): string | undefined {
  const database = openDatabase(path.join(root, 'state.db'));
  const job = new JobStore(database, contractsWithSecondKind).find(kind, name);
  database.close();
  return job?.status;
}
