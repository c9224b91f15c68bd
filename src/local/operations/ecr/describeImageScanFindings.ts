import type { DescribeImageScanFindingsRequest } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import { imageNotFound, scanNotFound } from './errors.ts';
import { identifier, matchImage } from './imageIds.ts';
import type { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html. There is no scanner: no image was scanned. */
export function describeImageScanFindings(
  repositories: Repositories,
  images: RegistryImages,
): JsonOperation<DescribeImageScanFindingsRequest> {
  return {
    name: 'DescribeImageScanFindings',
    async run(request, context) {
      const { name } = await repositories.find(request, context);
      const id = identifier(request.imageId.imageDigest, request.imageId.imageTag);
      const match = matchImage(await images.list(name), id);
      throw ('image' in match ? scanNotFound : imageNotFound)(id, name, context.accountId);
    },
  };
}
