import type { DeleteRepositoryRequest, DeleteRepositoryResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import { repositoryNotEmpty } from './errors.ts';
import type { ImageUsers } from './imageUsers.ts';
import type { Repositories } from './repositories.ts';

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html. With images that jobs run in it is refused whole,
 * which AWS has no need of.
 */
export function deleteRepository(
  repositories: Repositories,
  images: RegistryImages,
  users: ImageUsers,
): JsonOperation<DeleteRepositoryRequest> {
  return {
    name: 'DeleteRepository',
    async run(request, context): Promise<DeleteRepositoryResponse> {
      const found = await repositories.find(request, context);
      const held = await images.list(found.name);
      if (held.length > 0 && request.force !== true) throw repositoryNotEmpty(found.name, context.accountId);
      const user = held.map((image) => users.of(found.name, image)).find((job) => job !== undefined);
      if (user !== undefined) throw inUse(found.name, `the job ${user} uses one of them`);
      for (const { digest } of held) {
        if ((await images.remove(found.name, digest)) === 'inUse')
          throw inUse(found.name, `a container uses ${digest}`);
      }
      repositories.delete(found, context);
      return { repository: repositories.describe(found, context) };
    },
  };
}

function inUse(name: string, why: string): ServiceError {
  return new ServiceError(
    'ImageInUseException',
    `The images of the repository with name '${name}' cannot be deleted: ${why}`,
  );
}
