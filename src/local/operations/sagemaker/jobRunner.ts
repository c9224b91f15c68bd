import type { CreateProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import type { JobRecord } from '../../store/jobs.ts';

/** What runs the jobs, as the operations see it. */
export interface JobRunner {
  /** Rejects with a ServiceError when this machine cannot run what a request asks for. */
  check(request: CreateProcessingJobRequest): Promise<void>;
  /** Takes in a job that has been stored. It starts when there is room. */
  submit(job: JobRecord): void;
  /** Ends a job early. Its status goes on to Stopping, then Stopped. */
  stop(name: string): void;
}
