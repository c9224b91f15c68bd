import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-sagemaker';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { checkResource, resourceTagLimit } from './taggedResource.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html */
export function addTags(jobs: JobStore, tags: TagStore): JsonOperation<AddTagsInput> {
  return {
    name: 'AddTags',
    run({ ResourceArn, Tags }): AddTagsOutput {
      checkResource(jobs, ResourceArn);
      if (!tags.add(ResourceArn, Tags, resourceTagLimit)) {
        throw new ServiceError(
          // The one error of the model that this operation has.
          'ValidationException',
          `The resource ${ResourceArn} can have at most ${resourceTagLimit} tags.`,
        );
      }
      return { Tags };
    },
  };
}
