import type { ListTagsInput, ListTagsOutput } from '@aws-sdk/client-sagemaker';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { checkResource } from './taggedResource.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html. A resource has 50 at most: one page. */
export function listTags(jobs: JobStore, tags: TagStore): JsonOperation<ListTagsInput> {
  return {
    name: 'ListTags',
    run({ ResourceArn }): ListTagsOutput {
      checkResource(jobs, ResourceArn);
      return { Tags: tags.list(ResourceArn) };
    },
  };
}
