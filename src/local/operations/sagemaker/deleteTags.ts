import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { resourceArn, tagKey } from './shapes.ts';
import { checkResource } from './taggedResource.ts';

const input = z.object({ ResourceArn: resourceArn, TagKeys: z.array(tagKey).min(1).max(50) });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTags.html */
export function deleteTags(jobs: JobStore, tags: TagStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'DeleteTags',
    input,
    run({ ResourceArn, TagKeys }) {
      checkResource(jobs, ResourceArn);
      tags.remove(ResourceArn, TagKeys);
      return {};
    },
  };
}
