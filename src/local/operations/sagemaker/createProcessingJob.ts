import type { CreateProcessingJobRequest, CreateProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import { processImage } from '../../../core/aws/container.ts';
import { engineVariables } from '../../../core/jobs/engine.ts';
import { JobRef } from '../../../core/jobs/jobRef.ts';
import { jobContracts } from '../../contracts/index.ts';
import { readEngineVariable } from '../../engines/engineVariables.ts';
import type { JobQueue } from '../../jobs/jobQueue.ts';
import type { Caller } from '../../protocol/caller.ts';
import type { Checked } from '../../protocol/model/serviceModel.ts';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';
import { checkProcessingJob } from './checkProcessingJob.ts';
import { findJob } from './findJob.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
export function createProcessingJob(jobs: JobStore, queue: JobQueue): JsonOperation<CreateProcessingJobRequest> {
  return {
    name: 'CreateProcessingJob',
    async run({ Tags = [], ...sent }, { region, accountId, caller, now }): Promise<CreateProcessingJobResponse> {
      checkProcessingJob(sent);
      const ref = JobRef.within(`arn:aws:sagemaker:${region}:${accountId}`, 'processing', sent.ProcessingJobName);
      const { processing } = jobContracts;
      const parsed = processing.parse(caller.imagesOnly ? inImageOnly(sent, caller, ref.arn) : sent);
      await queue.check(processing.plan(ref, parsed));
      if (!jobs.create(ref, parsed, Tags, now)) {
        throw new ServiceError(
          'ResourceInUse',
          `Job name must be unique within an AWS account and region, and a job with this name already exists (${ref.arn})`,
        );
      }
      queue.submit(findJob(jobs, 'processing', ref.name));
      return { ProcessingJobArn: ref.arn };
    },
  };
}

/**
 * A job that a container asks for runs in an image, or not at all: else an image that somebody took from a stranger could start what reads
 * this machine's files. What is asked for says so from then on.
 */
function inImageOnly(request: Checked<CreateProcessingJobRequest>, caller: Caller, arn: string): typeof request {
  const wanted = readEngineVariable(request.Environment ?? {});
  if (wanted === 'process' || request.AppSpecification.ImageUri === processImage) {
    const message = `User: ${caller.arn} is not authorized to perform: sagemaker:CreateProcessingJob on resource: ${arn}. A job in an image starts only what runs in images.`;
    throw new ServiceError('AccessDeniedException', message);
  }
  return { ...request, Environment: { ...request.Environment, [engineVariables.engine]: 'docker' } };
}
