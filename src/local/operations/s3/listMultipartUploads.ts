import { optional, type Xml } from '../../protocol/xml.ts';
import type { Upload } from '../../store/objects/uploads.ts';
import { owner, xmlAnswer } from './answers.ts';
import { keyEncoding, pageSize } from './keyEncoding.ts';
import type { S3Operation } from './operation.ts';

export const listMultipartUploads: S3Operation = {
  name: 'ListMultipartUploads',
  method: 'GET',
  on: 'bucket',
  parameter: 'uploads',
  run: (request, { uploads }) => {
    const { bucket, context, query } = request;
    const { name: encoding, write } = keyEncoding(request);
    const prefix = query('prefix') ?? '';
    const limit = pageSize(request, 'max-uploads');
    const rest = afterMarker(uploads.list(bucket, prefix), query('key-marker'), query('upload-id-marker'));
    const page = rest.slice(0, limit);
    const last = rest.length > limit ? page.at(-1) : undefined;
    return xmlAnswer('ListMultipartUploadsResult', [
      ['Bucket', bucket],
      ['KeyMarker', write(query('key-marker') ?? '')],
      ['UploadIdMarker', query('upload-id-marker') ?? ''],
      last === undefined ? undefined : ['NextKeyMarker', write(last.key)],
      optional('NextUploadIdMarker', last?.id),
      ['Prefix', write(prefix)],
      ['MaxUploads', limit],
      optional('EncodingType', encoding),
      ['IsTruncated', last !== undefined],
      ...page.map(({ key, id, created }): Xml => [
        'Upload',
        [
          ['Key', write(key)],
          ['UploadId', id],
          owner('Initiator', context.accountId),
          owner('Owner', context.accountId),
          ['StorageClass', 'STANDARD'],
          ['Initiated', created.toISOString()],
        ],
      ]),
    ]);
  },
};

/** What comes after the last upload of the page before; without its id, after all uploads of that key. */
function afterMarker(
  uploads: readonly Upload[],
  keyMarker: string | undefined,
  idMarker: string | undefined,
): Upload[] {
  if (keyMarker === undefined || keyMarker === '') return [...uploads];
  const exact = uploads.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
  if (exact >= 0) return uploads.slice(exact + 1);
  return uploads.filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(keyMarker)) > 0);
}
