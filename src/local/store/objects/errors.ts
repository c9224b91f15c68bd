import { ServiceError } from '../../protocol/serviceError.ts';
import type { ObjectVersion } from './record.ts';

/** An error whose answer has headers of its own, such as what a delete marker says of itself. */
export class ObjectError extends ServiceError {
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status: number, headers: Readonly<Record<string, string>>) {
    super(code, message, status);
    this.headers = headers;
  }
}

export function noSuchBucket(bucket: string): ServiceError {
  return new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
}

export function noSuchKey(key: string): ServiceError {
  return new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

export function noSuchVersion(key: string, version: string): ServiceError {
  return new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404, {
    Key: key,
    VersionId: version,
  });
}

/** What a delete marker answers: that there is nothing, where it is the latest version, and that it holds nothing where it is asked for by its id. */
export function isDeleteMarker({ version, modified }: ObjectVersion, named: boolean): ServiceError {
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version };
  if (!named) return new ObjectError('NoSuchKey', 'The specified key does not exist.', 404, headers);
  const message = 'The specified method is not allowed against this resource.';
  const more = { Allow: 'DELETE', 'Last-Modified': modified.toUTCString() };
  return new ObjectError('MethodNotAllowed', message, 405, { ...headers, ...more });
}

export function noSuchUpload(id: string): ServiceError {
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  return new ServiceError('NoSuchUpload', message, 404, { UploadId: id });
}

export function preconditionFailed(condition: string): ServiceError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new ServiceError('PreconditionFailed', message, 412, { Condition: condition });
}
