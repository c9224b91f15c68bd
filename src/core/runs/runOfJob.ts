import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { RunSpec } from './runSpec.ts';

export interface PreviousRun {
  readonly spec: RunSpec;
  /** What ran the script, for `submitJob`. */
  readonly interpreter: string;
}

/** The run that a job was. `UnsupportedScript` for a job that runs no script of its own. */
export function runOfJob(_job: DescribeProcessingJobResponse): PreviousRun {
  Object(_job);
  throw new Error('not built yet');
}
