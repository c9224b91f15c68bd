import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import { imageNotFound, scanNotFound } from './errors.ts';
import { identifier, matchImage } from './imageIds.ts';
import type { Repositories } from './repositories.ts';
import { imageId, paging, repository } from './shapes.ts';

const input = z.object({ ...repository, imageId, ...paging });

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html. There is no scanner: no image was scanned. */
export function describeImageScanFindings(
  repositories: Repositories,
  images: RegistryImages,
): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'DescribeImageScanFindings',
    input,
    async run(request, context) {
      const { name } = await repositories.find(request, context);
      const id = identifier(request.imageId.imageDigest, request.imageId.imageTag);
      const match = matchImage(await images.list(name), id);
      throw ('image' in match ? scanNotFound : imageNotFound)(id, name, context.accountId);
    },
  };
}
