import { runOfJob, type PreviousRun } from '../core/runs/runOfJob.ts';
import type { Backend } from '../core/ports/backend.ts';

export interface RerunSpecOptions {
  readonly backend: Backend;
  readonly name: string;
  readonly signal?: AbortSignal;
}

/**
 * What an earlier job ran, as a spec that `submitJob` takes as it is or after the user changed something: its code, launcher
 * and inputs are used again where they lie in S3, its outputs go to places of their own. `UnsupportedScript` for a job
 * that runs no script of its own (an image's command).
 */
export async function rerunSpec({ backend, name, signal }: RerunSpecOptions): Promise<PreviousRun> {
  return runOfJob(await backend.jobs.describe(name, signal));
}
