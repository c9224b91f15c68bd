import type { ListTagsOutput } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { nextToken, resourceArn } from './shapes.ts';
import { checkResource } from './taggedResource.ts';

const input = z.object({
  ResourceArn: resourceArn,
  MaxResults: z.int().min(50).optional(),
  NextToken: nextToken.optional(),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html. A resource has 50 at most: one page. */
export function listTags(jobs: JobStore, tags: TagStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'ListTags',
    input,
    run({ ResourceArn }): ListTagsOutput {
      checkResource(jobs, ResourceArn);
      return { Tags: tags.list(ResourceArn) };
    },
  };
}
