import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { TagStore } from '../../store/tags.ts';
import type { Repositories } from './repositories.ts';
import { taggedRepository } from './taggedRepository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(
  repositories: Repositories,
  tags: TagStore,
): JsonOperation<ListTagsForResourceRequest> {
  return {
    name: 'ListTagsForResource',
    async run(request, context): Promise<ListTagsForResourceResponse> {
      await taggedRepository(repositories, request.resourceArn, context);
      return { tags: tags.list(request.resourceArn).map(({ Key, Value }) => ({ Key, Value })) };
    },
  };
}
