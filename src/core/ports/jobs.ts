import type { Job, JobSummary } from '../jobs/job.ts';
import type { JobId, JobKind, JobRef } from '../jobs/jobRef.ts';
import type { NewJobs } from '../jobs/kinds/jobKinds.ts';
import type { JobStatus } from '../jobs/status.ts';

export interface JobQuery {
  /** A part of the name. */
  readonly nameContains?: string;
  readonly status?: JobStatus;
  readonly createdAfter?: Date;
  /** 1 to 100. */
  readonly pageSize: number;
  readonly nextToken?: string;
}

export interface JobPage {
  readonly jobs: readonly JobSummary[];
  /** Give it back for the page that follows; undefined on the last one. */
  readonly nextToken: string | undefined;
}

/** SageMaker's jobs, of every kind. Failures are `AppError`s. */
export interface Jobs {
  /** The kinds that this connection has. */
  readonly kinds: readonly JobKind[];
  create<K extends JobKind>(
    request: NewJobs[K] & { readonly kind: K; readonly name: string },
    signal?: AbortSignal,
  ): Promise<JobRef>;
  /** `NotFound` when there is no such job. */
  describe(job: JobId, signal?: AbortSignal): Promise<Job>;
  /** A page of the jobs of one kind, newest first. */
  list(kind: JobKind, query: JobQuery, signal?: AbortSignal): Promise<JobPage>;
  /** Asks it to end: SIGTERM, and SIGKILL later. */
  stop(job: JobId, signal?: AbortSignal): Promise<void>;
}
