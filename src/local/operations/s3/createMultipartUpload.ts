import { ServiceError } from '../../protocol/serviceError.ts';
import type { Checksum, ChecksumAlgorithm } from '../../store/objects/record.ts';
import { aclHeaders, checkAcl } from './accessControl.ts';
import { xmlAnswer } from './answers.ts';
import { declaredAlgorithm } from './integrity.ts';
import type { S3Operation } from './operation.ts';
import { encryptionHeaders, propertyHeaders, requestProperties } from './properties.ts';
import { invalidArgument } from './refusals.ts';

export const createMultipartUpload: S3Operation = {
  name: 'CreateMultipartUpload',
  method: 'POST',
  on: 'object',
  parameter: 'uploads',
  takes: [...propertyHeaders, ...aclHeaders, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
  run: (request, store) => {
    const { bucket, key, context, header } = request;
    const algorithm = declaredAlgorithm(request);
    const type = checksumType(algorithm, header('x-amz-checksum-type'));
    store.buckets.require(bucket);
    checkAcl(request, store);
    const properties = {
      ...requestProperties(request),
      // The value is known when the upload completes.
      ...(algorithm === undefined ? {} : { checksum: { algorithm, type, value: '' } as const }),
    };
    const { id } = store.uploads.create(bucket, key, properties, context.now);
    const answer = xmlAnswer('InitiateMultipartUploadResult', [
      ['Bucket', bucket],
      ['Key', key],
      ['UploadId', id],
    ]);
    const checksum =
      algorithm === undefined ? {} : { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type };
    return { ...answer, headers: { ...answer.headers, ...encryptionHeaders(properties), ...checksum } };
  },
};

/** Checksums over all bytes can be made of CRCs only, and with CRC64NVME there is no other kind. */
function checksumType(algorithm: ChecksumAlgorithm | undefined, given: string | undefined): Checksum['type'] {
  const type = given ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE')
    throw invalidArgument('Value for x-amz-checksum-type header is invalid.', 'x-amz-checksum-type', type);
  if (given !== undefined && algorithm === undefined) {
    const message = 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.';
    throw new ServiceError('InvalidRequest', message);
  }
  const possible = type === 'FULL_OBJECT' ? algorithm?.startsWith('CRC') !== false : algorithm !== 'CRC64NVME';
  if (possible) return type;
  const message = `The ${type} checksum type cannot be used with the ${algorithm?.toLowerCase() ?? ''} checksum algorithm.`;
  throw new ServiceError('InvalidRequest', message);
}
