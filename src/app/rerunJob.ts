import { runOfJob, type PreviousRun } from '../core/runs/runOfJob.ts';
import type { Backend } from '../core/ports/backend.ts';
import { jobTags } from './tagJob.ts';

export interface RerunSpecOptions {
  readonly backend: Backend;
  readonly name: string;
  readonly signal?: AbortSignal;
}

/**
 * What an earlier job ran, as a spec that `submitJob` takes as it is or after the user changed something: its code, launcher
 * and inputs are used again where they lie in S3, its outputs go to places of their own, its tags are the same.
 * `UnsupportedScript` for a job that runs no script of its own (an image's command).
 */
export async function rerunSpec({ backend, name, signal }: RerunSpecOptions): Promise<PreviousRun> {
  const job = await backend.jobs.describe(name, signal);
  const { spec, ...rest } = runOfJob(job);
  const tags = Object.entries(await jobTags({ backend, arn: job.ProcessingJobArn ?? '', ...(signal && { signal }) }));
  // Those of AWS itself are not for anyone else to set.
  const own = tags.filter(([key]) => !key.startsWith('aws:'));
  return { spec: { ...spec, ...(own.length > 0 && { tags: Object.fromEntries(own) }) }, ...rest };
}
