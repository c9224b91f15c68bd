import type { Job } from '../core/jobs/job.ts';
import type { JobId } from '../core/jobs/jobRef.ts';
import { isTerminal } from '../core/jobs/status.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { Clock } from '../core/ports/clock.ts';
import { retried } from './follow/retried.ts';

export interface WaitForJobOptions {
  readonly backend: Backend;
  readonly job: JobId;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Milliseconds: nobody watches, so there is no haste. */
const shortestPause = 2_000;

/** The job once it has ended, without its log. */
export async function waitForJob({ backend, job, clock, signal }: WaitForJobOptions): Promise<Job> {
  for (;;) {
    const seen = await retried(() => backend.jobs.describe(job, signal), { clock, signal });
    if (isTerminal(seen.status)) return seen;
    await clock.sleep(Math.max(backend.pollInterval, shortestPause), signal);
  }
}
