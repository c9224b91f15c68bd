import type { DeleteTagsInput } from '@aws-sdk/client-sagemaker';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { checkResource } from './taggedResource.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTags.html */
export function deleteTags(jobs: JobStore, tags: TagStore): JsonOperation<DeleteTagsInput> {
  return {
    name: 'DeleteTags',
    run({ ResourceArn, TagKeys }) {
      checkResource(jobs, ResourceArn);
      tags.remove(ResourceArn, TagKeys);
      return {};
    },
  };
}
