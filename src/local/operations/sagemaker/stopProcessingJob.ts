import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';
import { findJob } from './findJob.ts';
import type { JobRunner } from './jobRunner.ts';
import { jobName } from './shapes.ts';

const input = z.object({ ProcessingJobName: jobName });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StopProcessingJob.html */
export function stopProcessingJob(jobs: JobStore, runner: JobRunner): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'StopProcessingJob',
    input,
    run({ ProcessingJobName }) {
      const { status } = findJob(jobs, ProcessingJobName);
      if (status !== 'InProgress' && status !== 'Stopping') {
        throw new ServiceError(
          'ValidationException',
          `The request was rejected because the processing job is in status ${status}.`,
        );
      }
      if (status === 'InProgress') runner.stop(ProcessingJobName);
      return {};
    },
  };
}
