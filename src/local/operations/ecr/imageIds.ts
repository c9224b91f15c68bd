import type { ImageFailure, ImageIdentifier, ListImagesFilter } from '@aws-sdk/client-ecr';
import type { RepositoryImage } from '../../registry/registryImages.ts';

/** An image that a request names: by tag, digest or both. */
export type Match = { readonly image: RepositoryImage } | { readonly failure: ImageFailure };

/** Finds what an identifier names among a repository's images, or why it names none, as ECR says it. */
export function matchImage(
  images: readonly RepositoryImage[],
  { imageDigest, imageTag }: { imageDigest?: string | undefined; imageTag?: string | undefined },
): Match {
  const imageId = identifier(imageDigest, imageTag);
  const failure = (failureCode: NonNullable<ImageFailure['failureCode']>, failureReason: string): Match => ({
    failure: { imageId, failureCode, failureReason },
  });
  if (imageDigest === undefined && imageTag === undefined)
    return failure('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  if (imageDigest !== undefined && !/^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/.test(imageDigest)) {
    return failure(
      'InvalidImageDigest',
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    );
  }
  const tagged = imageTag === undefined ? undefined : images.find(({ tags }) => tags.includes(imageTag));
  const image = imageDigest === undefined ? tagged : images.find(({ digest }) => digest === imageDigest);
  if (image === undefined || (imageTag !== undefined && tagged === undefined))
    return failure('ImageNotFound', 'Requested image not found');
  if (tagged !== undefined && tagged !== image)
    return failure('ImageTagDoesNotMatchDigest', 'Requested image tag does not match the digest');
  return { image };
}

/** Whether a filter lets images through that are in use as any are: none of Local's is archived. */
export function wantsActive({ imageStatus = 'ANY' }: ListImagesFilter = {}): boolean {
  return imageStatus === 'ANY' || imageStatus === 'ACTIVE';
}

export function identifier(imageDigest: string | undefined, imageTag: string | undefined): ImageIdentifier {
  return { ...(imageDigest !== undefined && { imageDigest }), ...(imageTag !== undefined && { imageTag }) };
}
