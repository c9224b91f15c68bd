import { decode } from '../../protocol/exchange.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { S3Store } from '../../store/objects/index.ts';
import type { ObjectRecord } from '../../store/objects/record.ts';
import { checkVersionId } from '../../store/objects/versionId.ts';
import { checkReadConditions } from './conditions.ts';
import type { S3Request } from './operation.ts';
import { versionHeader } from './versions.ts';

/** What an operation that copies takes for `copySource`. */
export const copySourceHeaders = [
  'x-amz-source-expected-bucket-owner',
  ...['match', 'none-match', 'modified-since', 'unmodified-since'].map((name) => `x-amz-copy-source-if-${name}`),
];

/** The object that `x-amz-copy-source` names: `bucket/key`, percent-encoded, with or without a slash before it, and perhaps its version. */
export function copySource(request: S3Request, { objects }: S3Store): ObjectRecord {
  const [, path = '', version] =
    /^\/?(.*?)(?:\?versionId=([^?]*))?$/s.exec(request.header('x-amz-copy-source') ?? '') ?? [];
  const source = decode(path);
  const slash = source.indexOf('/');
  if (slash < 1 || slash === source.length - 1) {
    const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
    throw new ServiceError('InvalidArgument', message);
  }
  const named = version === undefined ? undefined : checkVersionId(decode(version));
  const object = objects.get(source.slice(0, slash), source.slice(slash + 1), named);
  checkReadConditions(request, object, 'x-amz-copy-source-');
  return object;
}

/** Which version was copied. */
export function copySourceHeader(store: S3Store, { bucket, version }: ObjectRecord): Record<string, string> {
  return versionHeader(store, bucket, version, 'x-amz-copy-source-version-id');
}
