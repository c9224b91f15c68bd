import type { ProcessingJobStatus } from '@aws-sdk/client-sagemaker';
import { isTerminal } from './status.ts';

/** What a job's description and its summary have in common. */
interface JobTimes {
  readonly ProcessingJobStatus?: ProcessingJobStatus | undefined;
  readonly CreationTime?: Date | undefined;
  readonly LastModifiedTime?: Date | undefined;
  readonly ProcessingEndTime?: Date | undefined;
}

/** Milliseconds from a job's creation, for that is when its user began to wait, to its end; to `now` while it is not over. */
export function jobDuration(job: JobTimes, now: Date): number | undefined {
  const end = job.ProcessingEndTime ?? (isTerminal(job.ProcessingJobStatus) ? job.LastModifiedTime : now);
  return job.CreationTime && end && end.getTime() - job.CreationTime.getTime();
}
