import { parseImageUri } from '../aws/imageUri.ts';
import type { RegistryImage, Repository } from '../ports/imageRegistry.ts';

/** The URI by which runs name an image: by its own tag where it has one, else by its digest. `latest` moves on, so it comes last. */
export function imageUri(repository: Repository, { tags, digest }: Pick<RegistryImage, 'tags' | 'digest'>): string {
  const [tag] = orderedTags(tags);
  return tag === undefined ? `${repository.uri}@${digest}` : `${repository.uri}:${tag}`;
}

/** An image's tags as they are shown: `latest`, which says least, at the end. */
export function orderedTags(tags: readonly string[]): string[] {
  return [...tags].sort((a, b) => Number(a === 'latest') - Number(b === 'latest') || (a < b ? -1 : 1));
}

/** The one tag that a row has room for: `latest`, by which people know what they built last, else the shortest. Undefined without tags. */
export function shownTag(tags: readonly string[]): string | undefined {
  if (tags.includes('latest')) return 'latest';
  return [...tags].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

/** The start of a digest, as engines show it. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/u, '').slice(0, 12);
}

/** True when a URI names the image, by one of its tags or its digest. */
export function namesImage(
  uri: string,
  repository: Repository,
  { tags, digest }: Pick<RegistryImage, 'tags' | 'digest'>,
): boolean {
  const named = parseImageUri(uri);
  if (`${named.registry ?? ''}/${named.repository}` !== repository.uri) return false;
  return named.digest === undefined ? tags.includes(named.tag ?? 'latest') : named.digest === digest;
}
