import type { CreateProcessingJobRequest, CreateProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import { processImage } from '../../../core/aws/container.ts';
import { engineVariables } from '../../../core/jobs/engine.ts';
import type { Caller } from '../../protocol/caller.ts';
import { askedEngine } from '../../engines/engineVariables.ts';
import type { Checked } from '../../protocol/model/serviceModel.ts';
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
    async run({ Tags = [], ...sent }, { region, accountId, caller, now }): Promise<CreateProcessingJobResponse> {
      checkProcessingJob(sent);
      const name = sent.ProcessingJobName;
      const arn = `arn:aws:sagemaker:${region}:${accountId}:processing-job/${name}`;
      const request = caller.imagesOnly ? inImageOnly(sent, caller, arn) : sent;
      await runner.check(request);
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

/**
 * A job that a container asks for runs in an image, or not at all: else an image that somebody took from a stranger could start what reads
 * this machine's files. What is asked for says so from then on.
 */
function inImageOnly(request: Checked<CreateProcessingJobRequest>, caller: Caller, arn: string): typeof request {
  const wanted = askedEngine(request.Environment);
  if (wanted === 'process' || request.AppSpecification.ImageUri === processImage) {
    const message = `User: ${caller.arn} is not authorized to perform: sagemaker:CreateProcessingJob on resource: ${arn}. A job in an image starts only what runs in images.`;
    throw new ServiceError('AccessDeniedException', message);
  }
  return { ...request, Environment: { ...request.Environment, [engineVariables.engine]: 'docker' } };
}
