import type { JobId } from '../core/jobs/jobRef.ts';
import type { Backend } from '../core/ports/backend.ts';

export interface StopJobOptions {
  readonly backend: Backend;
  readonly job: JobId;
  readonly signal?: AbortSignal;
}

/** Asks SageMaker to stop a job (SIGTERM to its processes, SIGKILL later). A job that has ended already is left as it is. */
export async function stopJob({ backend, job, signal }: StopJobOptions): Promise<void> {
  const { status } = await backend.jobs.describe(job, signal);
  if (status === 'InProgress') await backend.jobs.stop(job, signal);
}
