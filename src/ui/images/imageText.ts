import { formatBytes } from '../../core/format.ts';
import { orderedTags, shortDigest } from '../../core/images/imageName.ts';
import type { RegistryImage } from '../../core/ports/imageRegistry.ts';

/** An image in a line of a question: `study:v2, :latest (1.2 GB)`. */
export function imageText({ repository, tags, digest, size }: RegistryImage): string {
  const name = tags.length > 0 ? `:${orderedTags(tags).join(', :')}` : `@${shortDigest(digest)}`;
  return `${repository}${name}${size === undefined ? '' : ` (${formatBytes(size)})`}`;
}
