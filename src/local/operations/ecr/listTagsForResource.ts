import type { ListTagsForResourceResponse } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { TagStore } from '../../store/tags.ts';
import type { Repositories } from './repositories.ts';
import { resourceArn } from './shapes.ts';
import { taggedRepository } from './taggedRepository.ts';

const input = z.object({ resourceArn });

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(repositories: Repositories, tags: TagStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'ListTagsForResource',
    input,
    async run(request, context): Promise<ListTagsForResourceResponse> {
      await taggedRepository(repositories, request.resourceArn, context);
      return { tags: tags.list(request.resourceArn).map(({ Key, Value }) => ({ Key, Value })) };
    },
  };
}
