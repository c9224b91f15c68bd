import type { JsonService } from '../../protocol/jsonProtocol.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import type { JobStore } from '../../store/jobs.ts';
import type { RepositoryStore } from '../../store/repositories.ts';
import type { TagStore } from '../../store/tags.ts';
import { batchDeleteImage } from './batchDeleteImage.ts';
import { batchGetImage } from './batchGetImage.ts';
import { createRepository } from './createRepository.ts';
import { deleteRepository } from './deleteRepository.ts';
import { describeImages } from './describeImages.ts';
import { describeImageScanFindings } from './describeImageScanFindings.ts';
import { describeRepositories } from './describeRepositories.ts';
import { getAuthorizationToken } from './getAuthorizationToken.ts';
import { createImageUsers } from './imageUsers.ts';
import { listImages } from './listImages.ts';
import model from './model.json' with { type: 'json' };
import { violatesModel } from './errors.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { putImageScanningConfiguration } from './putImageScanningConfiguration.ts';
import { putImageTagMutability } from './putImageTagMutability.ts';
import { Repositories } from './repositories.ts';
import { tagResource } from './tagResource.ts';
import { untagResource } from './untagResource.ts';

export interface EcrStores {
  readonly repositories: RepositoryStore;
  readonly tags: TagStore;
  readonly jobs: JobStore;
}

/** Amazon ECR, as far as Local SageMaker serves it. */
export function ecrService(stores: EcrStores, images: RegistryImages): JsonService {
  const { tags } = stores;
  const repositories = new Repositories(stores.repositories, images, tags);
  const users = createImageUsers(stores.jobs, images.hosts);
  return {
    targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
    signingName: 'ecr',
    model,
    invalid: violatesModel,
    operations: [
      batchDeleteImage(repositories, images, users),
      batchGetImage(repositories, images),
      createRepository(repositories, tags),
      deleteRepository(repositories, images, users),
      describeImages(repositories, images),
      describeImageScanFindings(repositories, images),
      describeRepositories(repositories),
      getAuthorizationToken(images),
      listImages(repositories, images),
      listTagsForResource(repositories, tags),
      putImageScanningConfiguration(repositories),
      putImageTagMutability(repositories),
      tagResource(repositories, tags),
      untagResource(repositories, tags),
    ],
  };
}
