import type { UntagResourceRequest } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { TagStore } from '../../store/tags.ts';
import type { Repositories } from './repositories.ts';
import { taggedRepository } from './taggedRepository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html */
export function untagResource(repositories: Repositories, tags: TagStore): JsonOperation<UntagResourceRequest> {
  return {
    name: 'UntagResource',
    async run(request, context) {
      await taggedRepository(repositories, request.resourceArn, context);
      tags.remove(request.resourceArn, request.tagKeys);
      return {};
    },
  };
}
