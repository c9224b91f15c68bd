import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import { isTerminal } from '../core/jobs/status.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { Clock } from '../core/ports/clock.ts';
import { retried } from './follow/retried.ts';

export interface WaitForJobOptions {
  readonly backend: Backend;
  readonly name: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Milliseconds: nobody watches, so there is no haste. */
const shortestPause = 2_000;

/** The job once it has ended, without its log. */
export async function waitForJob({
  backend,
  name,
  clock,
  signal,
}: WaitForJobOptions): Promise<DescribeProcessingJobResponse> {
  for (;;) {
    const job = await retried(() => backend.jobs.describe(name, signal), { clock, signal });
    if (isTerminal(job.ProcessingJobStatus)) return job;
    await clock.sleep(Math.max(backend.pollInterval, shortestPause), signal);
  }
}
