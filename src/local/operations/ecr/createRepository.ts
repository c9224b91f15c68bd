import type { CreateRepositoryRequest, CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { TagStore } from '../../store/tags.ts';
import { invalidMember, notAuthorized, repositoryExists } from './errors.ts';
import type { Repositories } from './repositories.ts';
import { addRepositoryTags } from './tagResource.ts';
import { readMutability } from './tagMutability.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function createRepository(repositories: Repositories, tags: TagStore): JsonOperation<CreateRepositoryRequest> {
  return {
    name: 'CreateRepository',
    async run(request, context): Promise<CreateRepositoryResponse> {
      const { repositoryName: name, registryId = context.accountId } = request;
      if (registryId !== context.accountId) throw notAuthorized(name, registryId, context);
      refuseKeys(request.encryptionConfiguration);
      const created = {
        name,
        created: context.now,
        ...readMutability(request),
        scanOnPush: request.imageScanningConfiguration?.scanOnPush ?? false,
      };
      if (!(await repositories.create(created))) throw repositoryExists(name, registryId);
      addRepositoryTags(tags, repositories.arn(name, context), request.tags ?? []);
      return { repository: repositories.describe(created, context) };
    },
  };
}

/** There is no KMS: what would not be encrypted with the key that was asked for is not taken. */
function refuseKeys(encryption: CreateRepositoryRequest['encryptionConfiguration']): void {
  if (encryption?.encryptionType !== undefined && encryption.encryptionType !== 'AES256')
    throw invalidMember('encryptionConfiguration.encryptionType', 'Local SageMaker has no KMS: must be AES256');
  if (encryption?.kmsKey !== undefined)
    throw invalidMember('encryptionConfiguration.kmsKey', 'must be absent for encryptionType AES256');
}
