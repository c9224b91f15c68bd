import type { Repository } from '../ports/imageRegistry.ts';

/** Whether a tag of the repository, once pushed, stays with its image for good. */
export function isImmutableTag({ isImmutable, exceptTags = [] }: Repository, tag: string): boolean {
  return exceptTags.some((pattern) => matches(pattern, tag)) ? !isImmutable : isImmutable;
}

/** `*` stands for any characters, as in ECR's filters; nothing else is special. */
function matches(pattern: string, tag: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return tag === pattern;
  if (!tag.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = tag.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return tag.length - last.length >= at && tag.endsWith(last);
}
