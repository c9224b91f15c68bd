import type { JobSummary } from './job.ts';
import { isTerminal } from './status.ts';

/** Milliseconds from a job's creation, for that is when its user began to wait, to its end; to `now` while it is not over. */
export function jobDuration(
  { status, created, modified, ended }: Pick<JobSummary, 'status' | 'created' | 'modified' | 'ended'>,
  now: Date,
): number | undefined {
  const end = ended ?? (isTerminal(status) ? modified : now);
  return end && end.getTime() - created.getTime();
}
