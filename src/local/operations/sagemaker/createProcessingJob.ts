import type { CreateProcessingJobRequest, CreateProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { checkProcessingJob } from './checkProcessingJob.ts';
import type { JobRunner } from './jobRunner.ts';
import { findJob } from './findJob.ts';
import { tagLimit } from './taggedResource.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
export function createProcessingJob(
  jobs: JobStore,
  tags: TagStore,
  runner: JobRunner,
): JsonOperation<CreateProcessingJobRequest> {
  return {
    name: 'CreateProcessingJob',
    async run({ Tags = [], ...request }, { region, accountId, now }): Promise<CreateProcessingJobResponse> {
      checkProcessingJob(request);
      await runner.check(request);
      const name = request.ProcessingJobName;
      const arn = `arn:aws:sagemaker:${region}:${accountId}:processing-job/${name}`;
      if (!jobs.create(arn, request, now)) {
        throw new ServiceError(
          'ResourceInUse',
          `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
        );
      }
      tags.add(arn, Tags, tagLimit);
      runner.submit(findJob(jobs, name));
      return { ProcessingJobArn: arn };
    },
  };
}
