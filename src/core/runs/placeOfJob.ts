import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import { parseImageUri } from '../aws/imageUri.ts';
import { engineVariables, runEngines, type RunEngine } from './runEngine.ts';
import type { RunSpec } from './runSpec.ts';

/** The engine that a job asked for; undefined for Local's own choice. */
export function askedEngine({ Environment }: DescribeProcessingJobResponse): RunEngine | undefined {
  return runEngines.find((each) => each === Environment?.[engineVariables.engine]);
}

/** How Local is to run a job again. */
export function placeOfJob(job: DescribeProcessingJobResponse): Pick<RunSpec, 'engine' | 'limitResources'> {
  const engine = engineOfJob(job);
  const limitResources = job.Environment?.[engineVariables.limits] === '1';
  return { ...(engine !== undefined && { engine }), ...(limitResources && { limitResources }) };
}

/**
 * The engine for running a job again; undefined when any will do. What names its image by digest ran in that image, unless it was asked
 * to be a process: an image that is gone since is no reason to run without.
 */
export function engineOfJob(job: DescribeProcessingJobResponse): RunEngine | undefined {
  const asked = askedEngine(job);
  const isPinned = parseImageUri(job.AppSpecification?.ImageUri ?? '').digest !== undefined;
  return isPinned && asked !== 'process' ? 'docker' : asked;
}
