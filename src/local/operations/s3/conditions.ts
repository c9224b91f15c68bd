import { ServiceError } from '../../protocol/serviceError.ts';
import { preconditionFailed } from '../../store/objects/errors.ts';
import type { ObjectRecord } from '../../store/objects/record.ts';
import type { S3Request } from './operation.ts';

/**
 * Checks `If-Match` and its kin for reading an object. `prefix` stands before the headers' names for the source of a copy,
 * where what is not modified is a failed condition too.
 */
export function checkReadConditions(
  { header }: S3Request,
  { etag, modified }: ObjectRecord,
  prefix: '' | 'x-amz-copy-source-' = '',
): void {
  const seconds = Math.floor(modified.getTime() / 1000);
  const since = (name: string) => Date.parse(header(`${prefix}${name}`) ?? '') / 1000;
  const match = header(`${prefix}if-match`);
  const noneMatch = header(`${prefix}if-none-match`);
  if (match !== undefined) {
    if (!matches(match, etag)) throw preconditionFailed('If-Match');
  } else if (seconds > since('if-unmodified-since')) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const unchanged = noneMatch === undefined ? seconds <= since('if-modified-since') : matches(noneMatch, etag);
  if (!unchanged) return;
  if (prefix !== '') throw preconditionFailed(noneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match');
  throw new ServiceError('NotModified', 'Not Modified', 304);
}

/** Checks `If-None-Match: *` and `If-Match` for storing an object over what its key holds. */
export function writeCondition({ header }: S3Request): (current: ObjectRecord | undefined) => void {
  return (current) => {
    const match = header('if-match');
    if (header('if-none-match') === '*' && current !== undefined) throw preconditionFailed('If-None-Match');
    if (match === undefined) return;
    if (current === undefined) throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
    if (!matches(match, current.etag)) throw preconditionFailed('If-Match');
  };
}

function matches(list: string, etag: string): boolean {
  return list.split(',').some((one) => one.trim() === '*' || unquoted(one.trim().replace(/^W\//, '')) === etag);
}

export function unquoted(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}
