import type { StopProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import type { JobQueue } from '../../jobs/jobQueue.ts';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';
import { findJob } from './findJob.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StopProcessingJob.html */
export function stopProcessingJob(jobs: JobStore, queue: JobQueue): JsonOperation<StopProcessingJobRequest> {
  return {
    name: 'StopProcessingJob',
    run({ ProcessingJobName }) {
      const { ref, status } = findJob(jobs, 'processing', ProcessingJobName);
      if (status !== 'InProgress' && status !== 'Stopping') {
        throw new ServiceError(
          'ValidationException',
          `The request was rejected because the processing job is in status ${status}.`,
        );
      }
      if (status === 'InProgress') queue.stop(ref);
      return {};
    },
  };
}
