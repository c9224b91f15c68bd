import type { CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { TagStore } from '../../store/tags.ts';
import { repositoryExists, repositoryNotFound } from './errors.ts';
import type { Repositories } from './repositories.ts';
import { repository, scanningConfiguration, tagMutability, tags as tagList } from './shapes.ts';
import { addTags } from './tagResource.ts';

const input = z.object({
  ...repository,
  tags: tagList.default([]),
  imageTagMutability: tagMutability.default('MUTABLE'),
  imageScanningConfiguration: scanningConfiguration.default({ scanOnPush: false }),
});

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function createRepository(repositories: Repositories, tags: TagStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'CreateRepository',
    input,
    async run(request, context): Promise<CreateRepositoryResponse> {
      const { repositoryName: name, registryId = context.accountId } = request;
      if (registryId !== context.accountId) throw repositoryNotFound(name, registryId);
      const created = {
        name,
        created: context.now,
        tagMutability: request.imageTagMutability,
        scanOnPush: request.imageScanningConfiguration.scanOnPush,
      };
      if (!(await repositories.create(created))) throw repositoryExists(name, registryId);
      addTags(tags, repositories.arn(name, context), request.tags);
      return { repository: repositories.describe(created, context) };
    },
  };
}
