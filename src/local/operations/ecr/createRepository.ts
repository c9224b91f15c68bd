import type { CreateRepositoryRequest, CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { TagStore } from '../../store/tags.ts';
import { repositoryExists, repositoryNotFound } from './errors.ts';
import type { Repositories } from './repositories.ts';
import { addTags } from './tagResource.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function createRepository(repositories: Repositories, tags: TagStore): JsonOperation<CreateRepositoryRequest> {
  return {
    name: 'CreateRepository',
    async run(request, context): Promise<CreateRepositoryResponse> {
      const { repositoryName: name, registryId = context.accountId } = request;
      if (registryId !== context.accountId) throw repositoryNotFound(name, registryId);
      const created = {
        name,
        created: context.now,
        tagMutability: request.imageTagMutability ?? 'MUTABLE',
        scanOnPush: request.imageScanningConfiguration?.scanOnPush ?? false,
      };
      if (!(await repositories.create(created))) throw repositoryExists(name, registryId);
      addTags(tags, repositories.arn(name, context), request.tags ?? []);
      return { repository: repositories.describe(created, context) };
    },
  };
}
