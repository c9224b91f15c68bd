import type { Xml } from '../../protocol/xml.ts';
import { optional } from '../../protocol/xml.ts';
import { owner, quoted, xmlAnswer } from './answers.ts';
import { pageSize } from './keyEncoding.ts';
import type { S3Operation } from './operation.ts';
import { requestUpload } from './partNumber.ts';

export const listParts: S3Operation = {
  name: 'ListParts',
  method: 'GET',
  on: 'object',
  parameter: 'uploadId',
  takes: ['max-parts', 'part-number-marker'],
  run: (request, store) => {
    const { bucket, key, context, query } = request;
    const upload = requestUpload(request, store);
    const limit = pageSize(request, 'max-parts');
    const marker = Number(query('part-number-marker') ?? 0);
    const rest = store.uploads.parts(upload).filter(({ number }) => number > marker);
    const parts = rest.slice(0, limit);
    return xmlAnswer('ListPartsResult', [
      ['Bucket', bucket],
      ['Key', key],
      ['UploadId', upload.id],
      owner('Initiator', context.accountId),
      owner('Owner', context.accountId),
      ['StorageClass', upload.properties.headers['x-amz-storage-class'] ?? 'STANDARD'],
      optional('ChecksumAlgorithm', upload.properties.checksum?.algorithm),
      optional('ChecksumType', upload.properties.checksum?.type),
      ['PartNumberMarker', marker],
      optional('NextPartNumberMarker', parts.at(-1)?.number),
      ['MaxParts', limit],
      ['IsTruncated', limit > 0 && rest.length > parts.length],
      ...parts.map(({ number, modified, etag, blob, checksum }): Xml => [
        'Part',
        [
          ['PartNumber', number],
          ['LastModified', modified.toISOString()],
          ['ETag', quoted(etag)],
          ['Size', blob.size],
          checksum === undefined ? undefined : [`Checksum${checksum.algorithm}`, checksum.value],
        ],
      ]),
    ]);
  },
};
