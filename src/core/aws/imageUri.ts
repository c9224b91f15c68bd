/** The parts of an image's URI. */
export interface ImageUri {
  /** Host of its registry, with a port where it has one; undefined for an image of the engine alone, such as `debian:12`. */
  readonly registry: string | undefined;
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…` */
  readonly digest: string | undefined;
}

/** Takes an image's URI apart: `registry/repository:tag@digest`, of which only the repository has to be there. */
export function parseImageUri(uri: string): ImageUri {
  const [named = '', digest] = uri.split('@', 2);
  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(slash, 0));
  // As engines tell: the first part is a host when it has a dot or a port, or is localhost.
  const registry = first === 'localhost' || /[.:]/u.test(first) ? first : undefined;
  const rest = registry === undefined ? named : named.slice(slash + 1);
  const colon = rest.lastIndexOf(':');
  const [repository, tag] = colon < 0 ? [rest, undefined] : [rest.slice(0, colon), rest.slice(colon + 1)];
  return { registry, repository, tag, digest };
}

/** Characters of a digest that are shown, as engines do. */
const shownDigest = 12;

/** An image in few characters: its repository, with its tag or the start of its digest. */
export function shortImage(uri: string): string {
  const { repository, tag, digest } = parseImageUri(uri);
  if (tag !== undefined) return `${repository}:${tag}`;
  return digest === undefined ? repository : `${repository}@${digest.replace('sha256:', '').slice(0, shownDigest)}`;
}
