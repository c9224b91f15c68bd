import { xmlAnswer } from './answers.ts';
import { declaredAlgorithm } from './integrity.ts';
import type { S3Operation } from './operation.ts';
import { encryptionHeaders, requestProperties } from './properties.ts';

export const createMultipartUpload: S3Operation = {
  name: 'CreateMultipartUpload',
  method: 'POST',
  on: 'object',
  parameter: 'uploads',
  run: (request, { uploads }) => {
    const { bucket, key, context, header } = request;
    const algorithm = declaredAlgorithm(request);
    const whole = header('x-amz-checksum-type') === 'FULL_OBJECT' || algorithm === 'CRC64NVME';
    const type = whole ? 'FULL_OBJECT' : 'COMPOSITE';
    const properties = {
      ...requestProperties(request),
      // The value is known when the upload completes.
      ...(algorithm === undefined ? {} : { checksum: { algorithm, type, value: '' } as const }),
    };
    const { id } = uploads.create(bucket, key, properties, context.now);
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
