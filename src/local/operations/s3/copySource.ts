import { decode } from '../../protocol/exchange.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { ObjectStore } from '../../store/objects/index.ts';
import type { ObjectRecord } from '../../store/objects/record.ts';
import { checkReadConditions } from './conditions.ts';
import type { S3Request } from './operation.ts';

/** The object that `x-amz-copy-source` names: `bucket/key`, percent-encoded, with or without a slash before it. */
export function copySource(request: S3Request, { objects }: ObjectStore): ObjectRecord {
  const encoded = (request.header('x-amz-copy-source') ?? '').replace(/\?versionId=[^?]*$/, '').replace(/^\//, '');
  const source = decode(encoded);
  const slash = source.indexOf('/');
  if (slash < 1 || slash === source.length - 1) {
    const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
    throw new ServiceError('InvalidArgument', message);
  }
  const object = objects.get(source.slice(0, slash), source.slice(slash + 1));
  checkReadConditions(request, object, 'x-amz-copy-source-');
  return object;
}
