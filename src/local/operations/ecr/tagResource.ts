import type { TagResourceRequest } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { StoredTag, TagStore } from '../../store/tags.ts';
import type { Repositories } from './repositories.ts';
import { taggedRepository } from './taggedRepository.ts';

/** The most tags a repository can have. */
const tagLimit = 50;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export function tagResource(repositories: Repositories, tags: TagStore): JsonOperation<TagResourceRequest> {
  return {
    name: 'TagResource',
    async run(request, context) {
      const found = await taggedRepository(repositories, request.resourceArn, context);
      addRepositoryTags(tags, request.resourceArn, request.tags);
      repositories.change(found);
      return {};
    },
  };
}

/** `TooManyTagsException` when the repository would have more than ECR allows; then nothing has changed. */
export function addRepositoryTags(store: TagStore, arn: string, tags: readonly StoredTag[]): void {
  if (!store.add(arn, tags, tagLimit))
    throw new ServiceError('TooManyTagsException', `The repository can have at most ${tagLimit} tags`);
}
