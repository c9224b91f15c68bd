import type { JobId } from '../core/jobs/jobRef.ts';
import type { Backend } from '../core/ports/backend.ts';
import { runOfJob, type PreviousRun } from '../core/runs/runOfJob.ts';
import { userTags } from './tags.ts';

export interface RerunSpecOptions {
  readonly backend: Backend;
  readonly job: JobId;
  readonly signal?: AbortSignal;
}

/**
 * What an earlier job ran, as a spec that `submitJob` takes as it is or after the user changed something: its code, launcher
 * and inputs are used again where they lie in S3, its outputs go to places of their own, its tags are the same.
 * `UnsupportedScript` for a job that runs no script of its own (an image's command).
 */
export async function rerunSpec({ backend, job, signal }: RerunSpecOptions): Promise<PreviousRun> {
  const described = await backend.jobs.describe(job, signal);
  const { spec, ...rest } = runOfJob(described);
  const tags = await userTags(backend, described.ref.arn, signal);
  return { spec: { ...spec, ...(Object.keys(tags).length > 0 && { tags }) }, ...rest };
}
