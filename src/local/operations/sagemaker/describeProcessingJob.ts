import type { DescribeProcessingJobRequest, DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { JsonOperation } from '../../protocol/operation.ts';
import { inRegion } from '../../protocol/region.ts';
import type { JobStore } from '../../store/jobs.ts';
import { findJob } from './findJob.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeProcessingJob.html */
export function describeProcessingJob(jobs: JobStore): JsonOperation<DescribeProcessingJobRequest> {
  return {
    name: 'DescribeProcessingJob',
    run({ ProcessingJobName }, { region }): DescribeProcessingJobResponse {
      const job = findJob(jobs, 'processing', ProcessingJobName);
      return {
        ...job.request,
        ProcessingJobArn: inRegion(job.ref.arn, region),
        ProcessingJobStatus: job.status,
        CreationTime: job.created,
        LastModifiedTime: job.modified,
        ProcessingStartTime: job.started,
        ProcessingEndTime: job.ended,
        ExitMessage: job.exitMessage,
        FailureReason: job.failureReason,
      };
    },
  };
}
