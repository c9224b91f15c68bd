import type { PutImageTagMutabilityResponse } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { Repositories } from './repositories.ts';
import { repository, tagMutability } from './shapes.ts';

const input = z.object({ ...repository, imageTagMutability: tagMutability });

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html. It is kept and told; the engine, where
 * anybody may move a tag, does not know of it.
 */
export function putImageTagMutability(repositories: Repositories): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'PutImageTagMutability',
    input,
    async run(request, context): Promise<PutImageTagMutabilityResponse> {
      const found = await repositories.find(request, context);
      repositories.change({ ...found, tagMutability: request.imageTagMutability });
      return {
        registryId: context.accountId,
        repositoryName: found.name,
        imageTagMutability: request.imageTagMutability,
      };
    },
  };
}
