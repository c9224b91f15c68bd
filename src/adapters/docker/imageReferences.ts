/**
 * How an engine may know the image that a request names. A digest counts alone, whatever tag stands before it: it is the image's id, which
 * is its digest in a registry that is the engine itself, or the one that it has in a registry that it was pushed to or pulled from.
 */
export function imageReferences(image: string): string[] {
  const [name = '', digest] = image.split('@');
  if (digest === undefined) return [name];
  const tag = name.lastIndexOf(':');
  const repository = tag > name.lastIndexOf('/') ? name.slice(0, tag) : name;
  return [digest, `${repository}@${digest}`];
}
