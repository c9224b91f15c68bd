import type { AddTagsOutput } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { TagStore } from '../../store/tags.ts';
import { resourceArn, tags as tagList } from './shapes.ts';
import { checkResource, tagLimit } from './taggedResource.ts';

const input = z.object({ ResourceArn: resourceArn, Tags: tagList });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html */
export function addTags(jobs: JobStore, tags: TagStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'AddTags',
    input,
    run({ ResourceArn, Tags }): AddTagsOutput {
      checkResource(jobs, ResourceArn);
      if (!tags.add(ResourceArn, Tags, tagLimit)) {
        throw new ServiceError(
          'ResourceLimitExceeded',
          `The resource ${ResourceArn} can have at most ${tagLimit} tags.`,
        );
      }
      return { Tags };
    },
  };
}
