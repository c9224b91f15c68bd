import type { ListImagesRequest, ListImagesResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import { identifier, wantsActive } from './imageIds.ts';
import { pageOf } from './page.ts';
import type { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html. An image is there once for each of its tags. */
export function listImages(repositories: Repositories, images: RegistryImages): JsonOperation<ListImagesRequest> {
  return {
    name: 'ListImages',
    async run(request, context): Promise<ListImagesResponse> {
      const { name } = await repositories.find(request, context);
      const status = request.filter?.tagStatus ?? 'ANY';
      const ids = (wantsActive(request.filter) ? await images.list(name) : []).flatMap(({ digest, tags, pushed }) =>
        (tags.length === 0 ? [undefined] : [...tags].sort()).map((tag) => ({ digest, tag, pushed })),
      );
      const wanted = ids.filter(({ tag }) => status === 'ANY' || (status === 'TAGGED') === (tag !== undefined));
      const page = pageOf(wanted, request, [name, request.filter], ({ pushed, digest, tag = '' }) => [
        -pushed.getTime(),
        digest,
        tag,
      ]);
      return { imageIds: page.items.map(({ digest, tag }) => identifier(digest, tag)), nextToken: page.nextToken };
    },
  };
}
