import type { BatchGetImageRequest, BatchGetImageResponse, Image, ImageFailure } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import { identifier, matchImage } from './imageIds.ts';
import type { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html. Manifests are of the one type that there is. */
export function batchGetImage(repositories: Repositories, images: RegistryImages): JsonOperation<BatchGetImageRequest> {
  return {
    name: 'BatchGetImage',
    async run(request, context): Promise<BatchGetImageResponse> {
      const { name } = await repositories.find(request, context);
      const held = await images.list(name);
      const found: Image[] = [];
      const failures: ImageFailure[] = [];
      for (const id of request.imageIds) {
        const match = matchImage(held, id);
        const manifest = 'image' in match ? await images.manifest(name, match.image.digest) : undefined;
        if ('failure' in match) failures.push(match.failure);
        else if (manifest === undefined)
          failures.push({
            imageId: identifier(id.imageDigest, id.imageTag),
            failureCode: 'ImageNotFound',
            failureReason: 'Requested image not found',
          });
        else
          found.push({
            registryId: context.accountId,
            repositoryName: name,
            imageId: identifier(match.image.digest, id.imageTag),
            imageManifest: manifest,
            imageManifestMediaType: match.image.mediaType,
          });
      }
      return { images: found, failures };
    },
  };
}
