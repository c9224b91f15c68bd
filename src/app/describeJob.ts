import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { Backend } from '../core/ports/backend.ts';
import { describeRun, type RunDescription } from '../core/runs/describeRun.ts';

export interface DescribeJobOptions {
  readonly backend: Backend;
  readonly name: string;
  readonly signal?: AbortSignal;
}

export interface JobDetails {
  readonly job: DescribeProcessingJobResponse;
  /** The same job in the terms of a run: script, arguments, inputs, outputs, log. */
  readonly run: RunDescription;
}

/** A job and what it runs, whoever started it. `NotFound` when there is no such job. */
export async function describeJob({ backend, name, signal }: DescribeJobOptions): Promise<JobDetails> {
  const job = await backend.jobs.describe(name, signal);
  return { job, run: describeRun(job) };
}
