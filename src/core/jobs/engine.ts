import { parseImageUri } from '../aws/imageUri.ts';
import type { Job } from './job.ts';

/** What Local SageMaker runs a job by: `auto` is Docker where the job's image is in it, else processes of this machine. */
export const runEngines = ['auto', 'process', 'docker'] as const;

export type RunEngine = (typeof runEngines)[number];

/** How a request tells Local SageMaker: by variables that are not handed on to the job. AWS would hand them on, and needs none. */
export const engineVariables = {
  /** A `RunEngine`. */
  engine: 'SAGEMAKER_RUNNER_ENGINE',
  /** `1` gives the job's containers the processors and memory of their instance type, and no more. */
  limits: 'SAGEMAKER_RUNNER_LIMITS',
} as const;

/** How Local is to run a job. */
export interface EngineOptions {
  readonly engine?: RunEngine;
  readonly limitResources?: boolean;
}

/** What tells Local SageMaker how to run a job: nothing where that is its own choice anyway. */
export function engineEnvironment({ engine, limitResources = false }: EngineOptions): Record<string, string> {
  return {
    ...(engine !== undefined && { [engineVariables.engine]: engine }),
    ...(limitResources && { [engineVariables.limits]: '1' }),
  };
}

/** The engine that a job asked for; undefined for Local's own choice. */
export function requestedEngine({ environment }: Pick<Job, 'environment'>): RunEngine | undefined {
  return runEngines.find((each) => each === environment[engineVariables.engine]);
}

/** How Local is to run a job again. */
export function engineOptions(job: Pick<Job, 'environment' | 'image'>): EngineOptions {
  const engine = engineOfJob(job);
  const limitResources = job.environment[engineVariables.limits] === '1';
  return { ...(engine !== undefined && { engine }), ...(limitResources && { limitResources }) };
}

/**
 * The engine for running a job again; undefined when any will do. What names its image by digest ran in that image, unless it was asked
 * to be a process: an image that is gone since is no reason to run without.
 */
export function engineOfJob(job: Pick<Job, 'environment' | 'image'>): RunEngine | undefined {
  const requested = requestedEngine(job);
  const isPinned = parseImageUri(job.image ?? '').digest !== undefined;
  return isPinned && requested !== 'process' ? 'docker' : requested;
}
