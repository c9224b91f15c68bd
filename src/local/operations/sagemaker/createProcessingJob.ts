import type { CreateProcessingJobRequest, CreateProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { checkProcessingJob } from './checkProcessingJob.ts';
import type { JobRunner } from './jobRunner.ts';
import { createProcessingJobInput, type CreateProcessingJobInput } from './processingJobInput.ts';
import { findJob } from './findJob.ts';
import { tagLimit } from './taggedResource.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
export function createProcessingJob(
  jobs: JobStore,
  tags: TagStore,
  runner: JobRunner,
): JsonOperation<CreateProcessingJobInput> {
  return {
    name: 'CreateProcessingJob',
    input: createProcessingJobInput,
    async run({ Tags = [], ...request }, { region, accountId, now }): Promise<CreateProcessingJobResponse> {
      checkProcessingJob(request);
      // The same members, parsed: the SDK types text as unions of the values it knew when it was made.
      const stored = request as CreateProcessingJobRequest;
      await runner.check(stored);
      const name = request.ProcessingJobName;
      const arn = `arn:aws:sagemaker:${region}:${accountId}:processing-job/${name}`;
      if (!jobs.create(arn, stored, now)) {
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
