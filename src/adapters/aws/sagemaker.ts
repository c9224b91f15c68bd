import { isDeepStrictEqual } from 'node:util';
import {
  AddTagsCommand,
  CreateProcessingJobCommand,
  DeleteTagsCommand,
  DescribeProcessingJobCommand,
  ListProcessingJobsCommand,
  ListTagsCommand,
  StopProcessingJobCommand,
  type CreateProcessingJobRequest,
  type ProcessingInput,
  type SageMakerClient,
  type Tag,
} from '@aws-sdk/client-sagemaker';
import type { ProcessingJobs } from '../../core/ports/processingJobs.ts';
import { abortOption } from './abortOption.ts';
import { attemptsOf, isNameTaken } from './errors.ts';
import type { Session } from './session.ts';

/** Processing jobs over SageMaker's API. */
export function createProcessingJobs(session: Session): ProcessingJobs {
  return {
    create: (request, signal) =>
      session.send(
        { action: 'sagemaker:CreateProcessingJob', resource: request.ProcessingJobName },
        async ({ sagemaker }, isRepeated) => {
          try {
            const { ProcessingJobArn } = await sagemaker.send(
              new CreateProcessingJobCommand(request),
              abortOption(signal),
            );
            return ProcessingJobArn ?? '';
          } catch (error) {
            if (!isNameTaken(error) || !(isRepeated || attemptsOf(error) > 1)) throw error;
            const made = await madeBefore(sagemaker, request);
            if (made === undefined) throw error;
            return made;
          }
        },
      ),
    describe: (name, signal) =>
      session.send({ action: 'sagemaker:DescribeProcessingJob', resource: name }, ({ sagemaker }) =>
        sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: name }), abortOption(signal)),
      ),
    list: (request, signal) =>
      session.send({ action: 'sagemaker:ListProcessingJobs' }, ({ sagemaker }) =>
        sagemaker.send(new ListProcessingJobsCommand(request), abortOption(signal)),
      ),
    stop: async (name, signal) => {
      await session.send({ action: 'sagemaker:StopProcessingJob', resource: name }, ({ sagemaker }) =>
        sagemaker.send(new StopProcessingJobCommand({ ProcessingJobName: name }), abortOption(signal)),
      );
    },
    addTags: async (arn, tags, signal) => {
      await session.send({ action: 'sagemaker:AddTags', resource: arn }, ({ sagemaker }) =>
        sagemaker.send(new AddTagsCommand({ ResourceArn: arn, Tags: [...tags] }), abortOption(signal)),
      );
    },
    listTags: (arn, signal) =>
      session.send({ action: 'sagemaker:ListTags', resource: arn }, async ({ sagemaker }) => {
        const tags: Tag[] = [];
        let token: string | undefined;
        do {
          const page = await sagemaker.send(
            new ListTagsCommand({ ResourceArn: arn, ...(token !== undefined && { NextToken: token }) }),
            abortOption(signal),
          );
          tags.push(...(page.Tags ?? []));
          token = page.NextToken;
        } while (token !== undefined);
        return tags;
      }),
    deleteTags: async (arn, keys, signal) => {
      await session.send({ action: 'sagemaker:DeleteTags', resource: arn }, ({ sagemaker }) =>
        sagemaker.send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: [...keys] }), abortOption(signal)),
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
