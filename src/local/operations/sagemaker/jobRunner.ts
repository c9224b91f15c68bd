import type { JobRecord } from '../../store/jobs.ts';

/** What runs the jobs, as the operations see it. */
export interface JobRunner {
  /** Throws a ServiceError when nothing on this machine can run the image. */
  checkImage(imageUri: string): void;
  /** Takes in a job that has been stored. It starts when there is room. */
  submit(job: JobRecord): void;
  /** Ends a job early. Its status goes on to Stopping, then Stopped. */
  stop(name: string): void;
}
