import type { Backend } from '../core/ports/backend.ts';

export interface StopJobOptions {
  readonly backend: Backend;
  readonly name: string;
  readonly signal?: AbortSignal;
}

/** Asks SageMaker to stop a job (SIGTERM to its processes, SIGKILL later). A job that has ended already is left as it is. */
export async function stopJob({ backend, name, signal }: StopJobOptions): Promise<void> {
  const { ProcessingJobStatus: status } = await backend.jobs.describe(name, signal);
  if (status === 'InProgress') await backend.jobs.stop(name, signal);
}
