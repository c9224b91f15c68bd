import type { PutImageTagMutabilityRequest, PutImageTagMutabilityResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { Repositories } from './repositories.ts';
import { exclusionFilters, readMutability } from './tagMutability.ts';

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html. It is kept and told; the engine, where
 * anybody may move a tag, does not know of it.
 */
export function putImageTagMutability(repositories: Repositories): JsonOperation<PutImageTagMutabilityRequest> {
  return {
    name: 'PutImageTagMutability',
    async run(request, context): Promise<PutImageTagMutabilityResponse> {
      const found = await repositories.find(request, context);
      const mutability = readMutability(request);
      repositories.change({ ...found, ...mutability });
      return {
        registryId: context.accountId,
        repositoryName: found.name,
        imageTagMutability: mutability.tagMutability,
        imageTagMutabilityExclusionFilters: exclusionFilters(mutability.tagMutabilityExclusions),
      };
    },
  };
}
