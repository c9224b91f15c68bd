import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { TagStore } from '../../store/tags.ts';
import type { Repositories } from './repositories.ts';
import { resourceArn } from './shapes.ts';
import { taggedRepository } from './taggedRepository.ts';

const input = z.object({ resourceArn, tagKeys: z.array(z.string().min(1).max(128)).max(200) });

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html */
export function untagResource(repositories: Repositories, tags: TagStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'UntagResource',
    input,
    async run(request, context) {
      await taggedRepository(repositories, request.resourceArn, context);
      tags.remove(request.resourceArn, request.tagKeys);
      return {};
    },
  };
}
