import * as z from 'zod';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { Xml } from '../../protocol/xml.ts';
import { empty } from './configurations/shapes.ts';
import { invalidArgument } from './refusals.ts';

export type TagSet = Record<string, string>;

const tag = z.strictObject({ Key: z.string(), Value: z.string() });
export const tagSet = z.union([empty.transform(() => ({ Tag: [] })), z.strictObject({ Tag: z.array(tag) })]);
/** The body that sets tags, of objects and of buckets. */
export const tagging = z.strictObject({ TagSet: tagSet });

/** Checks tags by AWS's rules: how many, how long, of which characters, none twice. */
export function checkTags(tags: readonly z.infer<typeof tag>[], of: 'Object' | 'Bucket'): TagSet {
  const most = of === 'Object' ? 10 : 50;
  if (tags.length > most) throw new ServiceError('BadRequest', `${of} tags cannot be greater than ${most}`);
  const seen = new Set<string>();
  for (const { Key: key, Value: value } of tags) {
    if (key === '' || key.length > 128 || !isLegal(key))
      throw invalidTag('The TagKey you have provided is invalid', key);
    if (value.length > 256 || !isLegal(value)) throw invalidTag('The TagValue you have provided is invalid', key);
    if (key.toLowerCase().startsWith('aws:')) throw invalidTag('System tags cannot be added/updated by requester', key);
    if (seen.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key', key);
    seen.add(key);
  }
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Reads `x-amz-tagging`: tags written like a query. */
export function readTagHeader(text: string | undefined): TagSet {
  const tags = [...new URLSearchParams(text ?? '')];
  if (tags.some(([key]) => key === '') || new Set(tags.map(([key]) => key)).size < tags.length) {
    const message =
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
    throw invalidArgument(message, 'x-amz-tagging', text ?? '');
  }
  return checkTags(
    tags.map(([Key, Value]) => ({ Key, Value })),
    'Object',
  );
}

export function tagSetXml(tags: TagSet): Xml {
  const written = Object.entries(tags).map(([key, value]): Xml => {
    return [
      'Tag',
      [
        ['Key', key],
        ['Value', value],
      ],
    ];
  });
  return ['TagSet', written];
}

/** Letters, digits and spaces of any script, and what AWS allows between them. */
function isLegal(text: string): boolean {
  return /^[\p{L}\p{N}\p{Z}+\-=._:/@]*$/u.test(text);
}

function invalidTag(message: string, key: string): ServiceError {
  return new ServiceError('InvalidTag', message, 400, { TagKey: key });
}
