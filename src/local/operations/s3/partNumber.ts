import { ServiceError } from '../../protocol/serviceError.ts';
import type { S3Store } from '../../store/objects/index.ts';
import type { Upload } from '../../store/objects/uploads.ts';
import type { S3Request } from './operation.ts';

/** The upload that the request's `uploadId` names. */
export function requestUpload({ bucket, key, query }: S3Request, { uploads }: S3Store): Upload {
  return uploads.get(bucket, key, query('uploadId') ?? '');
}

export function partNumber({ query }: S3Request): number {
  const number = Number(query('partNumber') ?? NaN);
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw new ServiceError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
}
