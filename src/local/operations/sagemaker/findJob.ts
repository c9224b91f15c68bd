import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobRecord, JobStore } from '../../store/jobs.ts';

/** The job of this name. An unknown name is a ValidationException: AWS's waiters depend on it. */
export function findJob(jobs: JobStore, name: string): JobRecord {
  const job = jobs.find(name);
  if (job === undefined)
    throw new ServiceError('ValidationException', `Could not find requested job with name: ${name}`);
  return job;
}
