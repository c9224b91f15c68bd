import type { Job } from '../../../core/jobs/job.ts';
import type { JobKind, JobRef } from '../../../core/jobs/jobRef.ts';
import type { NewJobs } from '../../../core/jobs/kinds/jobKinds.ts';
import type { JobPage, JobQuery } from '../../../core/ports/jobs.ts';

/** The calls for jobs of one kind; each kind has a file that makes them. */
export interface JobsOfKind<K extends JobKind> {
  create(request: NewJobs[K], signal?: AbortSignal): Promise<JobRef>;
  describe(name: string, signal?: AbortSignal): Promise<Job>;
  list(query: JobQuery, signal?: AbortSignal): Promise<JobPage>;
  stop(name: string, signal?: AbortSignal): Promise<void>;
}
