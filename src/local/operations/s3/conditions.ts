import { noSuchKey, ObjectError, preconditionFailed } from '../../store/objects/errors.ts';
import type { ObjectRecord } from '../../store/objects/record.ts';
import { checkVersionId } from '../../store/objects/versionId.ts';
import { quoted } from './answers.ts';
import type { S3Request } from './operation.ts';
import { notImplemented } from './refusals.ts';

type Condition = (current: ObjectRecord | undefined) => void;

export const readConditionHeaders = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
export const writeConditionHeaders = ['if-match', 'if-none-match'];

/**
 * Checks `If-Match` and its kin for reading an object. `prefix` stands before the headers' names for the source of a copy,
 * where what is not modified is a failed condition too.
 */
export function checkReadConditions(
  { header }: S3Request,
  { etag, modified, properties }: ObjectRecord,
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
  const { 'Cache-Control': cacheControl, Expires: expires } = properties.headers;
  throw new ObjectError('NotModified', 'Not Modified', 304, {
    ...{ ETag: quoted(etag), 'Last-Modified': modified.toUTCString() },
    ...(cacheControl === undefined ? {} : { 'Cache-Control': cacheControl }),
    ...(expires === undefined ? {} : { Expires: expires }),
  });
}

/** Checks `If-None-Match: *` and `If-Match` for storing an object over what its key holds. */
export function writeCondition({ header, key }: S3Request): Condition {
  const [match, noneMatch] = [header('if-match'), header('if-none-match')];
  if (noneMatch !== undefined && noneMatch !== '*') throw notImplemented('If-None-Match with an ETag');
  return (current) => {
    if (noneMatch !== undefined && current !== undefined) throw preconditionFailed('If-None-Match');
    if (match !== undefined) checkMatch(match, key, current);
  };
}

/** Checks the ETag that a deletion names, which is that of the current object also where a version is deleted. */
export function deleteCondition(key: string, match: string | undefined, version: string | undefined): Condition {
  return (current) => {
    if (version !== undefined && version !== '') checkVersionId(version);
    if (match !== undefined) checkMatch(match, key, current);
  };
}

function checkMatch(match: string, key: string, current: ObjectRecord | undefined): void {
  if (current === undefined) throw noSuchKey(key);
  if (!matches(match, current.etag)) throw preconditionFailed('If-Match');
}

function matches(list: string, etag: string): boolean {
  return list.split(',').some((one) => one.trim() === '*' || unquoted(one.trim().replace(/^W\//, '')) === etag);
}

export function unquoted(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}
