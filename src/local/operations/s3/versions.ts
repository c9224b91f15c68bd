import type { S3Store } from '../../store/objects/index.ts';
import { checkVersionId } from '../../store/objects/versionId.ts';
import type { S3Request } from './operation.ts';

/** The version that the request's `versionId` names; undefined for the latest. */
export function requestVersion({ query }: S3Request): string | undefined {
  const version = query('versionId');
  return version === undefined ? undefined : checkVersionId(version);
}

/** `x-amz-version-id`, or another header, which S3 answers once a bucket has had versions. */
export function versionHeader(
  { buckets }: S3Store,
  bucket: string,
  version: string,
  name = 'x-amz-version-id',
): Record<string, string> {
  return buckets.find(bucket)?.versioning === undefined ? {} : { [name]: version };
}
