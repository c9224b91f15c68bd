import { isDeepStrictEqual } from 'node:util';
import {
  CreateProcessingJobCommand,
  DescribeProcessingJobCommand,
  ListProcessingJobsCommand,
  StopProcessingJobCommand,
  type CreateProcessingJobRequest,
  type ProcessingInput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { JobRef } from '../../../core/jobs/jobRef.ts';
import { readJob, readSummary } from '../../../core/jobs/kinds/processing/read.ts';
import { createRequest } from '../../../core/jobs/kinds/processing/request.ts';
import { required } from '../../../core/jobs/kinds/required.ts';
import { abortOption } from '../abortOption.ts';
import { attemptsOf, isNameTaken } from '../errors.ts';
import type { Session } from '../session.ts';
import type { JobsOfKind } from './jobsOfKind.ts';

/** Processing jobs over SageMaker's API. */
export function createProcessingJobs(session: Session): JobsOfKind<'processing'> {
  return {
    create: (job, signal) => {
      const request = createRequest(job);
      return session.send(
        { action: 'sagemaker:CreateProcessingJob', resource: job.name },
        async ({ sagemaker }, isRepeated) => {
          try {
            const { ProcessingJobArn: arn } = await sagemaker.send(
              new CreateProcessingJobCommand(request),
              abortOption(signal),
            );
            return new JobRef('processing', job.name, required(arn, 'ProcessingJobArn'));
          } catch (error) {
            if (!isNameTaken(error) || !(isRepeated || attemptsOf(error) > 1)) throw error;
            const arn = await madeBefore(sagemaker, request);
            if (arn === undefined) throw error;
            return new JobRef('processing', job.name, arn);
          }
        },
      );
    },
    describe: (name, signal) =>
      session.send({ action: 'sagemaker:DescribeProcessingJob', resource: name }, async ({ sagemaker }) =>
        readJob(
          await sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: name }), abortOption(signal)),
        ),
      ),
    list: ({ nameContains, status, createdAfter, pageSize, nextToken }, signal) =>
      session.send({ action: 'sagemaker:ListProcessingJobs' }, async ({ sagemaker }) => {
        const page = await sagemaker.send(
          new ListProcessingJobsCommand({
            SortBy: 'CreationTime',
            SortOrder: 'Descending',
            MaxResults: pageSize,
            ...(nameContains !== undefined && { NameContains: nameContains }),
            ...(status !== undefined && { StatusEquals: status }),
            ...(createdAfter !== undefined && { CreationTimeAfter: createdAfter }),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          }),
          abortOption(signal),
        );
        return { jobs: (page.ProcessingJobSummaries ?? []).map(readSummary), nextToken: page.NextToken };
      }),
    stop: async (name, signal) => {
      await session.send({ action: 'sagemaker:StopProcessingJob', resource: name }, ({ sagemaker }) =>
        sagemaker.send(new StopProcessingJobCommand({ ProcessingJobName: name }), abortOption(signal)),
      );
    },
  };
}

/**
 * A request that is repeated because its answer was lost finds its name taken: by itself, if the job of that name is what was asked for.
 * Its inputs lie below its own name, in folders that no other job's request names.
 */
async function madeBefore(
  sagemaker: SageMakerClient,
  { ProcessingJobName, AppSpecification, ProcessingInputs = [] }: CreateProcessingJobRequest,
): Promise<string | undefined> {
  const job = await sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName }));
  const isSame =
    isDeepStrictEqual(job.AppSpecification, AppSpecification) &&
    isDeepStrictEqual(inputUris(job.ProcessingInputs), inputUris(ProcessingInputs));
  return isSame ? job.ProcessingJobArn : undefined;
}

function inputUris(inputs: readonly ProcessingInput[] = []): (string | undefined)[] {
  return inputs.map(({ S3Input }) => S3Input?.S3Uri);
}
