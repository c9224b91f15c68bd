import type { BatchDeleteImageRequest, ImageIdentifier } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages, RepositoryImage } from '../../registry/registryImages.ts';
import { identifier, matchImage } from './imageIds.ts';
import type { ImageUsers } from './imageUsers.ts';
import type { Repositories } from './repositories.ts';

/** With a code that AWS's own type does not have. */
interface Failure {
  readonly imageId?: ImageIdentifier | undefined;
  readonly failureCode?: string | undefined;
  readonly failureReason?: string | undefined;
}

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html. An image that a job runs in, or waits to run in,
 * stays, with the failure code `ImageInUse`: AWS, where jobs pull a copy, has no such.
 */
export function batchDeleteImage(
  repositories: Repositories,
  images: RegistryImages,
  users: ImageUsers,
): JsonOperation<BatchDeleteImageRequest> {
  return {
    name: 'BatchDeleteImage',
    async run(request, context) {
      const { name } = await repositories.find(request, context);
      const held = await images.list(name);
      const gone: ImageIdentifier[] = [];
      const failures: Failure[] = [];
      for (const id of request.imageIds) {
        const match = matchImage(held, id);
        if ('failure' in match) {
          failures.push(match.failure);
          continue;
        }
        const { image } = match;
        const byTag = id.imageDigest === undefined ? id.imageTag : undefined;
        const failure = await remove(name, image, byTag);
        if (failure !== undefined) failures.push({ ...failure, imageId: identifier(id.imageDigest, id.imageTag) });
        else if (byTag !== undefined) gone.push(identifier(image.digest, byTag));
        else gone.push(...idsOf(image));
      }
      return { imageIds: gone, failures };
    },
  };

  async function remove(name: string, image: RepositoryImage, tag: string | undefined): Promise<Failure | undefined> {
    const user = users.of(name, image);
    const inUse = (by: string) => ({ failureCode: 'ImageInUse', failureReason: `The image is in use by ${by}` });
    if (user !== undefined) return inUse(`the job ${user}`);
    const removal = await (tag === undefined ? images.remove(name, image.digest) : images.untag(name, tag));
    if (removal === 'inUse') return inUse('a container');
    return removal === 'absent'
      ? { failureCode: 'ImageNotFound', failureReason: 'Requested image not found' }
      : undefined;
  }
}

function idsOf({ digest, tags }: RepositoryImage): ImageIdentifier[] {
  return tags.length === 0 ? [identifier(digest, undefined)] : tags.map((tag) => identifier(digest, tag));
}
