import type { JobKind } from '../../../core/jobs/jobRef.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobRecord, JobStore } from '../../store/jobs.ts';

/** The job of this kind and name. An unknown name is a ValidationException: AWS's waiters depend on it. */
export function findJob<Kind extends JobKind>(jobs: JobStore, kind: Kind, name: string): JobRecord<Kind> {
  const job = jobs.find(kind, name);
  if (job === undefined)
    throw new ServiceError('ValidationException', `Could not find requested job with name: ${name}`);
  return job;
}
