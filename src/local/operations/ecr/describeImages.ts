import type { DescribeImagesRequest, DescribeImagesResponse, ImageDetail, ImageIdentifier } from '@aws-sdk/client-ecr';
import type { CallContext, JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages, RepositoryImage } from '../../registry/registryImages.ts';
import { imageNotFound, invalidMember } from './errors.ts';
import { matchImage, wantsActive } from './imageIds.ts';
import { pageOf } from './page.ts';
import type { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html. The newest first. */
export function describeImages(
  repositories: Repositories,
  images: RegistryImages,
): JsonOperation<DescribeImagesRequest> {
  return {
    name: 'DescribeImages',
    async run(request, context): Promise<DescribeImagesResponse> {
      const { name } = await repositories.find(request, context);
      const held = await images.list(name);
      const detail = (image: RepositoryImage): ImageDetail => toDetail(image, name, context);
      if (request.imageIds !== undefined) {
        if (request.maxResults !== undefined || request.nextToken !== undefined)
          throw invalidMember('maxResults', 'cannot be specified with imageIds');
        return { imageDetails: named(request.imageIds, held, name, context).map(detail) };
      }
      const status = request.filter?.tagStatus ?? 'ANY';
      const active = wantsActive(request.filter) ? held : [];
      const wanted = active.filter(({ tags }) => status === 'ANY' || (status === 'TAGGED') === tags.length > 0);
      const page = pageOf(wanted, request, [name, request.filter], ({ pushed, digest }) => [-pushed.getTime(), digest]);
      return { imageDetails: page.items.map(detail), nextToken: page.nextToken };
    },
  };
}

/** Each image once, however often it is named. */
function named(
  ids: readonly ImageIdentifier[],
  held: readonly RepositoryImage[],
  name: string,
  { accountId }: CallContext,
): RepositoryImage[] {
  const found = ids.map((id) => {
    const match = matchImage(held, id);
    if ('image' in match) return match.image;
    const { failureCode, failureReason = '', imageId = {} } = match.failure;
    if (failureCode === 'InvalidImageDigest' || failureCode === 'MissingDigestAndTag')
      throw invalidMember('imageIds', failureReason);
    throw imageNotFound(imageId, name, accountId);
  });
  return [...new Set(found)];
}

function toDetail(image: RepositoryImage, name: string, { accountId }: CallContext): ImageDetail {
  return {
    registryId: accountId,
    repositoryName: name,
    imageDigest: image.digest,
    ...(image.tags.length > 0 && { imageTags: [...image.tags] }),
    imageSizeInBytes: image.size,
    imagePushedAt: image.pushed,
    imageManifestMediaType: image.mediaType,
  };
}
